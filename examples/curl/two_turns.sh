#!/usr/bin/env bash
# Four images over two turns: the second question compares the new images with the first ones.
. "$(dirname "$0")/common.sh"

first_turn='{"role": "user", "content": [
  {"type": "text", "text": "Image 1:"}, '"$(image plan-1.png)"',
  {"type": "text", "text": "Image 2:"}, '"$(image plan-2.png)"',
  {"type": "text", "text": "How are these images different?"}
]}'
first_answer="$(messages <<EOF
{"model": "claude-sonnet-4-6", "max_tokens": 1024, "messages": [$first_turn]}
EOF
)"
echo "$first_answer"

# The answer's content goes back as it came; python3 stands in for a JSON tool.
content="$(printf '%s' "$first_answer" | python3 -c 'import json, sys; print(json.dumps(json.load(sys.stdin)["content"]))')"

messages <<EOF
{
  "model": "claude-sonnet-4-6",
  "max_tokens": 1024,
  "messages": [
    $first_turn,
    {"role": "assistant", "content": $content},
    {"role": "user", "content": [
      {"type": "text", "text": "Image 1:"}, $(image chart.png),
      {"type": "text", "text": "Image 2:"}, $(image receipt.png),
      {"type": "text", "text": "Are these images similar to the first two?"}
    ]}
  ]
}
EOF
