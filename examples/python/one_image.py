"""One image by base64: the picture first, then the question.

ANTHROPIC_BASE_URL=http://127.0.0.1:8765 ANTHROPIC_API_KEY=none python examples/python/one_image.py
"""

import base64
from pathlib import Path

import anthropic

IMAGES = Path(__file__).parent.parent / "images"


def main() -> None:
    client = anthropic.Anthropic()
    data = base64.standard_b64encode((IMAGES / "receipt.png").read_bytes()).decode()
    message = client.messages.create(
        model="claude-sonnet-4-6",
        max_tokens=1024,
        messages=[
            {
                "role": "user",
                "content": [
                    {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": data}},
                    {"type": "text", "text": "Describe this image."},
                ],
            }
        ],
    )
    print(message.content[0].text)


if __name__ == "__main__":
    main()
