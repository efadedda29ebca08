"""What a request may say about tools: the client's own, the API's typed ones, and which to use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import ConfigDict, Discriminator, Field, Tag

from fovea.wire.blocks import CacheControl, CitationsConfig, Items, Value

AllowedCaller: TypeAlias = Literal[
    "direct", "code_execution_20250825", "code_execution_20260120", "code_execution_20260521"
]


class InputSchema(Value):
    """A JSON Schema of an object. Keys other than these three are kept as they are."""

    model_config = ConfigDict(extra="allow")

    type: Literal["object"]
    properties: Mapping[str, Any] | None = None
    required: Items[str] | None = None


class _Tool(Value):
    cache_control: CacheControl | None = None
    defer_loading: bool = False
    strict: bool = False
    allowed_callers: Items[AllowedCaller] | None = None


class CustomTool(_Tool):
    """A tool that the client runs."""

    type: Literal["custom"] | None = None
    # 64 until 2025, 128 since: https://github.com/home-assistant/core/issues/147760
    name: str = Field(pattern=r"^[a-zA-Z0-9_-]{1,128}$")
    description: str | None = None
    input_schema: InputSchema
    input_examples: Items[Mapping[str, Any]] | None = None
    eager_input_streaming: bool | None = None


# --- tools whose schema the model was trained on; the client runs them ---------------------------------------


class BashTool(_Tool):
    type: Literal["bash_20250124"]
    name: Literal["bash"]
    input_examples: Items[Mapping[str, Any]] | None = None


class MemoryTool(_Tool):
    type: Literal["memory_20250818"]
    name: Literal["memory"]
    input_examples: Items[Mapping[str, Any]] | None = None


class TextEditorTool20250124(_Tool):
    type: Literal["text_editor_20250124"]
    name: Literal["str_replace_editor"]
    input_examples: Items[Mapping[str, Any]] | None = None


class TextEditorTool20250429(_Tool):
    type: Literal["text_editor_20250429"]
    name: Literal["str_replace_based_edit_tool"]
    input_examples: Items[Mapping[str, Any]] | None = None


class TextEditorTool20250728(_Tool):
    type: Literal["text_editor_20250728"]
    name: Literal["str_replace_based_edit_tool"]
    input_examples: Items[Mapping[str, Any]] | None = None
    max_characters: int | None = Field(default=None, ge=1)


class ComputerTool20250124(_Tool):
    type: Literal["computer_20250124"]
    name: Literal["computer"]
    display_width_px: int = Field(ge=1)
    display_height_px: int = Field(ge=1)
    display_number: int | None = Field(default=None, ge=0)
    input_examples: Items[Mapping[str, Any]] | None = None


class ComputerTool20251124(_Tool):
    type: Literal["computer_20251124"]
    name: Literal["computer"]
    display_width_px: int = Field(ge=1)
    display_height_px: int = Field(ge=1)
    display_number: int | None = Field(default=None, ge=0)
    enable_zoom: bool = False
    input_examples: Items[Mapping[str, Any]] | None = None


class ToolsetMember(Value):
    enabled: bool | None = None
    defer_loading: bool | None = None


class _ToolsetConfigs(Value):
    double_click: ToolsetMember | None = None
    hold_key: ToolsetMember | None = None
    key: ToolsetMember | None = None
    left_click: ToolsetMember | None = None
    left_click_drag: ToolsetMember | None = None
    left_mouse_down: ToolsetMember | None = None
    left_mouse_up: ToolsetMember | None = None
    middle_click: ToolsetMember | None = None
    mouse_move: ToolsetMember | None = None
    right_click: ToolsetMember | None = None
    screenshot: ToolsetMember | None = None
    scroll: ToolsetMember | None = None
    triple_click: ToolsetMember | None = None
    type: ToolsetMember | None = None
    wait: ToolsetMember | None = None
    zoom: ToolsetMember | None = None


class ComputerToolsetConfigs(_ToolsetConfigs):
    cursor_position: ToolsetMember | None = None


class BrowserToolsetConfigs(_ToolsetConfigs):
    close_tab: ToolsetMember | None = None
    file_upload: ToolsetMember | None = None
    find: ToolsetMember | None = None
    form_input: ToolsetMember | None = None
    get_page_text: ToolsetMember | None = None
    hover: ToolsetMember | None = None
    javascript_exec: ToolsetMember | None = None
    list_tabs: ToolsetMember | None = None
    navigate: ToolsetMember | None = None
    new_tab: ToolsetMember | None = None
    read_console: ToolsetMember | None = None
    read_network: ToolsetMember | None = None
    read_page: ToolsetMember | None = None
    scroll_to: ToolsetMember | None = None
    switch_tab: ToolsetMember | None = None


class ComputerToolset(Value):
    type: Literal["computer_toolset_20260801"]
    cache_control: CacheControl | None = None
    configs: ComputerToolsetConfigs | None = None


class BrowserToolset(Value):
    type: Literal["browser_toolset_20260801"]
    cache_control: CacheControl | None = None
    configs: BrowserToolsetConfigs | None = None


# --- tools that the service runs -----------------------------------------------------------------------------


class UserLocation(Value):
    type: Literal["approximate"]
    city: str | None = Field(default=None, min_length=1, max_length=255)
    country: str | None = Field(default=None, min_length=2, max_length=2)
    region: str | None = Field(default=None, min_length=1, max_length=255)
    timezone: str | None = Field(default=None, min_length=1, max_length=255)


class _WebTool(_Tool):
    allowed_domains: Items[str] | None = None
    blocked_domains: Items[str] | None = None
    max_uses: int | None = Field(default=None, gt=0)


class WebSearchTool(_WebTool):
    type: Literal["web_search_20250305", "web_search_20260209"]
    name: Literal["web_search"]
    user_location: UserLocation | None = None


class WebSearchTool20260318(_WebTool):
    type: Literal["web_search_20260318"]
    name: Literal["web_search"]
    user_location: UserLocation | None = None
    response_inclusion: Literal["full", "excluded"] = "full"


class FetchToolReference(Value):
    type: Literal["tool_reference"]
    name: str


class FetchFromAll(Value):
    type: Literal["all"]


class FetchFromNone(Value):
    type: Literal["none"]


class FetchFromOnly(Value):
    type: Literal["only"]
    tools: Items[FetchToolReference]


class FetchFromExcept(Value):
    type: Literal["except"]
    tools: Items[FetchToolReference]


FetchFromTools: TypeAlias = Annotated[
    FetchFromAll | FetchFromNone | FetchFromOnly | FetchFromExcept, Field(discriminator="type")
]


class FetchUrlSources(Value):
    client_tool_results: FetchFromTools | None = None
    server_tool_results: FetchFromTools | None = None
    user_input: Annotated[FetchFromAll | FetchFromNone, Field(discriminator="type")] | None = None


class _WebFetchTool(_WebTool):
    name: Literal["web_fetch"]
    citations: CitationsConfig | None = None
    max_content_tokens: int | None = Field(default=None, gt=0)
    url_sources: FetchUrlSources | None = None


class WebFetchTool(_WebFetchTool):
    type: Literal["web_fetch_20250910", "web_fetch_20260209"]


class WebFetchTool20260309(_WebFetchTool):
    type: Literal["web_fetch_20260309"]
    use_cache: bool = True


class WebFetchTool20260318(_WebFetchTool):
    type: Literal["web_fetch_20260318"]
    use_cache: bool = True
    response_inclusion: Literal["full", "excluded"] = "full"


class CodeExecutionTool(_Tool):
    type: Literal[
        "code_execution_20250522", "code_execution_20250825", "code_execution_20260120", "code_execution_20260521"
    ]
    name: Literal["code_execution"]


class ToolSearchBm25Tool(_Tool):
    type: Literal["tool_search_tool_bm25_20251119", "tool_search_tool_bm25"]
    name: Literal["tool_search_tool_bm25"]


class ToolSearchRegexTool(_Tool):
    type: Literal["tool_search_tool_regex_20251119", "tool_search_tool_regex"]
    name: Literal["tool_search_tool_regex"]


ClientTool: TypeAlias = (
    BashTool
    | MemoryTool
    | TextEditorTool20250124
    | TextEditorTool20250429
    | TextEditorTool20250728
    | ComputerTool20250124
    | ComputerTool20251124
    | ComputerToolset
    | BrowserToolset
)
ServerTool: TypeAlias = (
    WebSearchTool
    | WebSearchTool20260318
    | WebFetchTool
    | WebFetchTool20260309
    | WebFetchTool20260318
    | CodeExecutionTool
    | ToolSearchBm25Tool
    | ToolSearchRegexTool
)
TypedTool: TypeAlias = Annotated[ClientTool | ServerTool, Field(discriminator="type")]


def _custom_or_typed(value: Any) -> str:
    # A tool without a type is the client's own; so is one whose type is not even text.
    kind = value.get("type") if isinstance(value, dict) else None
    return "~typed" if isinstance(kind, str) and kind != "custom" else "custom"


ToolDefinition: TypeAlias = Annotated[
    Annotated[CustomTool, Tag("custom")] | Annotated[TypedTool, Tag("~typed")], Discriminator(_custom_or_typed)
]


# --- which tool to use ---------------------------------------------------------------------------------------


class ToolChoiceAuto(Value):
    type: Literal["auto"]
    disable_parallel_tool_use: bool = False


class ToolChoiceAny(Value):
    type: Literal["any"]
    disable_parallel_tool_use: bool = False


class ToolChoiceTool(Value):
    type: Literal["tool"]
    name: str
    disable_parallel_tool_use: bool = False


class ToolChoiceNone(Value):
    type: Literal["none"]


ToolChoiceParam: TypeAlias = Annotated[
    ToolChoiceAuto | ToolChoiceAny | ToolChoiceTool | ToolChoiceNone, Field(discriminator="type")
]
