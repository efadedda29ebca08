"""One image by URL: the server fetches it."""

import os

import anthropic

URL = os.environ.get(
    "IMAGE_URL", "https://upload.wikimedia.org/wikipedia/commons/a/a7/Camponotus_flavomarginatus_ant.jpg"
)


def main() -> None:
    client = anthropic.Anthropic()
    message = client.messages.create(
        model="claude-sonnet-4-6",
        max_tokens=1024,
        messages=[
            {
                "role": "user",
                "content": [
                    {"type": "image", "source": {"type": "url", "url": URL}},
                    {"type": "text", "text": "Describe this image."},
                ],
            }
        ],
    )
    print(message.content[0].text)


if __name__ == "__main__":
    main()
