"""``make demo``: a server with the embedded reader, asked about the sample pictures through the official SDK.

Needs no key, no network and no model weights. The exit code is 0 only if every answer came.
"""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import anthropic

IMAGES = Path(__file__).parent / "images"
MODEL = "claude-sonnet-4-6"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="fovea-demo-") as home:
        command = [sys.executable, "-m", "fovea", "serve", "--port", "0"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("FOVEA_")}
        server = subprocess.Popen(
            command, env={**environment, "FOVEA_HOME": home}, cwd=home, stdout=subprocess.PIPE, text=True
        )
        try:
            return demo(anthropic.Anthropic(base_url=address(server), api_key="none", max_retries=0))
        finally:
            server.terminate()
            server.wait(30)


def address(server: subprocess.Popen[str]) -> str:
    assert server.stdout
    print("Starting Fovea with the embedded reader …", flush=True)
    for line in server.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise SystemExit("The server did not start; what it said is above.")


def demo(client: anthropic.Anthropic) -> int:
    two = [*labelled("plan-1.png", "plan-2.png"), text("How are these images different?")]
    failed = 0
    failed += ask(
        client, "One image: a receipt", [image("receipt.png"), text("What is the total, and what was the tax?")]
    )
    failed += ask(client, "One image: a chart", [image("chart.png"), text("Which month had the most visitors?")])
    failed += ask(client, "One image: 繁體中文", [image("page-zh-TW.png"), text("這一頁的標題是什麼?")])
    failed += ask(client, "Two images compared", two)
    failed += ask(client, "The same under a system prompt", two, system="Respond only in Spanish.")

    print(rule("Four images over two turns"))
    conversation = [{"role": "user", "content": two}]
    first, reply = answer(client, conversation)
    conversation.append({"role": "assistant", "content": reply})
    question = [*labelled("chart.png", "receipt.png"), text("Are these images similar to the first two?")]
    conversation.append({"role": "user", "content": question})
    second, _ = answer(client, conversation)
    failed += (not first) + (not second)

    print(rule("Done: every question was answered." if not failed else f"{failed} questions were not answered."))
    return 1 if failed else 0


def ask(client: anthropic.Anthropic, title: str, content: list, system: str | None = None) -> int:
    print(rule(title))
    if system:
        print(f"system    {system}")
    told, _ = answer(client, [{"role": "user", "content": content}], system)
    return 0 if told else 1


def answer(client: anthropic.Anthropic, messages: list, system: str | None = None) -> tuple[bool, list]:
    """Streams one answer to the terminal; whether there was one, and its content."""
    last = messages[-1]["content"]
    print(f"images    {', '.join(block['name'] for block in last if 'name' in block)}")
    print(f"question  {last[-1]['text']}")
    wire = [{**message, "content": [without_name(block) for block in message["content"]]} for message in messages]
    begun = time.perf_counter()
    first_word = None
    try:
        with client.messages.stream(
            model=MODEL, max_tokens=1024, messages=wire, system=system or anthropic.omit
        ) as stream:
            print("answer    ", end="", flush=True)
            for piece in stream.text_stream:
                first_word = first_word or time.perf_counter() - begun
                print(piece.replace("\n", "\n          "), end="", flush=True)
            message = stream.get_final_message()
    except anthropic.APIError as error:
        print(f"\nfailed    {error}")
        return False, []
    usage = message.usage
    print(
        f"\nusage     {usage.input_tokens} tokens in, {usage.output_tokens} out; first word after "
        f"{first_word or 0:.1f} s, all after {time.perf_counter() - begun:.1f} s; answered by {message.model}"
    )
    content = [block.model_dump(include={"type", "text"}) for block in message.content]
    return any(block.get("text", "").strip() for block in content), content


def image(name: str) -> dict:
    data = base64.standard_b64encode((IMAGES / name).read_bytes()).decode()
    return {"type": "image", "name": name, "source": {"type": "base64", "media_type": "image/png", "data": data}}


def text(words: str) -> dict:
    return {"type": "text", "text": words}


def labelled(*names: str) -> list:
    return [block for number, name in enumerate(names, 1) for block in (text(f"Image {number}:"), image(name))]


def without_name(block: dict) -> dict:
    """The name is for the terminal alone: the API refuses what it does not know."""
    return {key: value for key, value in block.items() if key != "name"}


def rule(title: str) -> str:
    return f"\n── {title} {'─' * max(3, 76 - len(title))}"


if __name__ == "__main__":
    sys.exit(main())
