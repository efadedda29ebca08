"""Upload an image once, and use it in as many requests as you like."""

from pathlib import Path

import anthropic

RECEIPT = Path(__file__).parent.parent / "images" / "receipt.png"


def main() -> None:
    client = anthropic.Anthropic()
    uploaded = client.files.upload(file=("receipt.png", RECEIPT.read_bytes(), "image/png"))
    for question in ("Describe this image.", "What is the total?"):
        message = client.messages.create(
            model="claude-sonnet-4-6",
            max_tokens=1024,
            messages=[
                {
                    "role": "user",
                    "content": [
                        {"type": "image", "source": {"type": "file", "file_id": uploaded.id}},
                        {"type": "text", "text": question},
                    ],
                }
            ],
        )
        print(message.content[0].text)
    client.files.delete(uploaded.id)


if __name__ == "__main__":
    main()
