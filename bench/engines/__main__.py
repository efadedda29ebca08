"""The engines' own benchmarks: a killed replica on Ray, and the transformers engine where there is a GPU."""

import subprocess
import sys


def main() -> int:
    code = subprocess.run([sys.executable, "-m", "bench.engines.replicas"], check=False).returncode
    import torch

    if not torch.cuda.is_available():
        print("no GPU here: bench.engines.gpu is left out; try it with --size tiny")
        return code
    return code or subprocess.run([sys.executable, "-m", "bench.engines.gpu"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
