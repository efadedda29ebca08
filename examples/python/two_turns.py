"""Four images over two turns: the second question compares the new images with the first ones."""

import base64
from pathlib import Path

import anthropic

IMAGES = Path(__file__).parent.parent / "images"


def image(name: str) -> dict:
    data = base64.standard_b64encode((IMAGES / name).read_bytes()).decode()
    return {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": data}}


def labelled(first: str, second: str, question: str) -> list:
    return [
        {"type": "text", "text": "Image 1:"},
        image(first),
        {"type": "text", "text": "Image 2:"},
        image(second),
        {"type": "text", "text": question},
    ]


def main() -> None:
    client = anthropic.Anthropic()
    messages = [{"role": "user", "content": labelled("plan-1.png", "plan-2.png", "How are these images different?")}]
    first = client.messages.create(model="claude-sonnet-4-6", max_tokens=1024, messages=messages)
    print(first.content[0].text, end="\n\n")

    messages.append({"role": "assistant", "content": first.content})
    question = "Are these images similar to the first two?"
    messages.append({"role": "user", "content": labelled("chart.png", "receipt.png", question)})
    second = client.messages.create(model="claude-sonnet-4-6", max_tokens=1024, messages=messages)
    print(second.content[0].text)


if __name__ == "__main__":
    main()
