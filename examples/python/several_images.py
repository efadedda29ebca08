"""Several images, each introduced by its number; the answer is streamed."""

import base64
from pathlib import Path

import anthropic

IMAGES = Path(__file__).parent.parent / "images"


def image(name: str) -> dict:
    data = base64.standard_b64encode((IMAGES / name).read_bytes()).decode()
    return {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": data}}


def main() -> None:
    client = anthropic.Anthropic()
    with client.messages.stream(
        model="claude-sonnet-4-6",
        max_tokens=1024,
        messages=[
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "Image 1:"},
                    image("plan-1.png"),
                    {"type": "text", "text": "Image 2:"},
                    image("plan-2.png"),
                    {"type": "text", "text": "How are these images different?"},
                ],
            }
        ],
    ) as stream:
        for text in stream.text_stream:
            print(text, end="", flush=True)
    print()


if __name__ == "__main__":
    main()
