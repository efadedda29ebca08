#!/usr/bin/env bash
# Several images under a system prompt that sets the language of the answer.
. "$(dirname "$0")/common.sh"

messages <<EOF
{
  "model": "claude-sonnet-4-6",
  "max_tokens": 1024,
  "system": "Respond only in Spanish.",
  "messages": [{"role": "user", "content": [
    {"type": "text", "text": "Image 1:"},
    $(image plan-1.png),
    {"type": "text", "text": "Image 2:"},
    $(image plan-2.png),
    {"type": "text", "text": "How are these images different?"}
  ]}]
}
EOF
