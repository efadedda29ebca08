import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const BIN = join(import.meta.dirname, "../../.venv/bin");

export interface Running {
  readonly url: string;
  readonly home: string;
  readonly stop: () => Promise<void>;
  /** Ends it as a power cut would. */
  readonly kill: () => void;
}

/** `fovea serve` on a free loopback port, with a data folder of its own and this configuration. */
export async function serve(config: string, env: Record<string, string> = {}, port = 0): Promise<Running> {
  const home = env.FOVEA_HOME ?? mkdtempSync(join(tmpdir(), "fovea-e2e-"));
  const file = join(home, "e2e.toml");
  writeFileSync(file, config);
  const server = spawn(join(BIN, "fovea"), ["serve", "--port", String(port), "--config", file], {
    env: { ...process.env, FOVEA_HOME: home, OMP_NUM_THREADS: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const url = await address(server);
  return {
    url,
    home,
    kill: () => server.kill("SIGKILL"),
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        const gone = new Promise((resolve) => server.once("exit", resolve));
        server.kill("SIGTERM");
        setTimeout(() => server.kill("SIGKILL"), 3000).unref();
        await gone;
      }
      if (!env.FOVEA_HOME) rmSync(home, { recursive: true, force: true });
    },
  };
}

function address(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /answers on (http:\/\/[^\s]+)/.exec(said);
      if (found) resolve(found[1]!);
    };
    server.stdout!.on("data", listen);
    server.stderr!.on("data", listen);
    server.once("exit", () => reject(new Error(`fovea serve ended:\n${said}`)));
  });
}

/** Runs the command line against a data folder; returns its standard output. A refusal (exit code 1) is an answer too. */
export async function fovea(args: readonly string[], home: string): Promise<string> {
  const run = promisify(execFile);
  try {
    return (await run(join(BIN, "fovea"), args, { env: { ...process.env, FOVEA_HOME: home }, maxBuffer: 1 << 26 })).stdout;
  } catch (thrown) {
    const failed = thrown as { code?: number; stdout?: string };
    if (failed.code === 1 && failed.stdout) return failed.stdout;
    throw thrown;
  }
}

export const python = (source: string, ...args: string[]) => promisify(execFile)(join(BIN, "python"), ["-c", source, ...args]);
