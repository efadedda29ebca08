"""Several images under a system prompt that sets the language of the answer."""

import base64
from pathlib import Path

import anthropic

IMAGES = Path(__file__).parent.parent / "images"


def image(name: str) -> dict:
    data = base64.standard_b64encode((IMAGES / name).read_bytes()).decode()
    return {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": data}}


def main() -> None:
    client = anthropic.Anthropic()
    message = client.messages.create(
        model="claude-sonnet-4-6",
        max_tokens=1024,
        system="Respond only in Spanish.",
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
    )
    print(message.content[0].text)


if __name__ == "__main__":
    main()
