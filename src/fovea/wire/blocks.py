"""The content of a message: one class per block type, told apart by ``type``.

The unions are pydantic's discriminated unions, since the API's error paths are the locations these report,
tag names included: ``messages.8.content.0.tool_result.content.0.image.source.base64.media_type``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    PlainValidator,
    Tag,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticKnownError
from pydantic_core.core_schema import TupleSchema


class Value(BaseModel):
    """A frozen object of the request. Built by ``parse`` alone; its schema is made at the first use."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        defer_build=True,
        arbitrary_types_allowed=True,
        protected_namespaces=(),
    )


class _JsonArray:
    """Makes a tuple of a list. The first bad item ends the check: a request has one error, however many items."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = cast("TupleSchema", handler(source))
        schema["strict"], schema["fail_fast"] = False, True
        return schema


T = TypeVar("T")
Items: TypeAlias = Annotated[tuple[T, ...], _JsonArray()]

#: Tags that pydantic needs and the API's paths do not have.
HIDDEN = frozenset({"~string", "~items", "~object", "~failure", "~typed", "~user", "~assistant", "~system"})

ToolUseId: TypeAlias = Annotated[str, Field(pattern=r"^[a-zA-Z0-9_-]+$")]
ServerToolUseId: TypeAlias = Annotated[str, Field(pattern=r"^srvtoolu_[a-zA-Z0-9_]+$")]


def _string_or_items(value: Any) -> str:
    return "~string" if isinstance(value, str) else "~items"


def _base64_text(value: Any, info: ValidationInfo) -> memoryview:
    if isinstance(value, memoryview):
        if info.context is not None:
            info.context["views"] -= 1  # parse() counts those that found their place
        return value
    if isinstance(value, str):
        return memoryview(value.encode())
    raise PydanticKnownError("string_type")


#: Base64 text as the client wrote it, not decoded and not checked: ASCII bytes, a view of the body where it is
#: long. Valid while the body is. Its length is ``nbytes``.
Base64Text: TypeAlias = Annotated[
    memoryview,
    PlainValidator(_base64_text),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]


class CacheControl(Value):
    type: Literal["ephemeral"]
    ttl: Literal["5m", "1h"] = "5m"


# --- citations -----------------------------------------------------------------------------------------------


class CitationsConfig(Value):
    enabled: bool = False


class CharLocation(Value):
    type: Literal["char_location"]
    cited_text: str
    document_index: int = Field(ge=0)
    document_title: str | None = Field(min_length=1, max_length=255)
    start_char_index: int = Field(ge=0)
    end_char_index: int
    file_id: str | None = None


class PageLocation(Value):
    type: Literal["page_location"]
    cited_text: str
    document_index: int = Field(ge=0)
    document_title: str | None = Field(min_length=1, max_length=255)
    start_page_number: int = Field(ge=1)
    end_page_number: int
    file_id: str | None = None


class ContentBlockLocation(Value):
    type: Literal["content_block_location"]
    cited_text: str
    document_index: int = Field(ge=0)
    document_title: str | None = Field(min_length=1, max_length=255)
    start_block_index: int = Field(ge=0)
    end_block_index: int
    file_id: str | None = None


class WebSearchResultLocation(Value):
    type: Literal["web_search_result_location"]
    cited_text: str
    encrypted_index: str
    title: str | None = Field(min_length=1, max_length=512)
    url: str = Field(min_length=1, max_length=2048)


class SearchResultLocation(Value):
    type: Literal["search_result_location"]
    cited_text: str
    search_result_index: int = Field(ge=0)
    source: str
    title: str | None
    start_block_index: int = Field(ge=0)
    end_block_index: int


Citation: TypeAlias = Annotated[
    CharLocation | PageLocation | ContentBlockLocation | WebSearchResultLocation | SearchResultLocation,
    Field(discriminator="type"),
]


# --- text and images -----------------------------------------------------------------------------------------


class TextBlock(Value):
    type: Literal["text"]
    text: str
    cache_control: CacheControl | None = None
    citations: Items[Citation] | None = None
    #: Ours (``wire.evidence``): clients hand an answer back as it came. Nothing is done with it.
    evidence: Items[Any] | None = None


class Base64ImageSource(Value):
    type: Literal["base64"]
    media_type: Literal["image/jpeg", "image/png", "image/gif", "image/webp"]
    data: Base64Text


class UrlSource(Value):
    type: Literal["url"]
    url: str = Field(min_length=1)


class FileSource(Value):
    type: Literal["file"]
    file_id: str = Field(min_length=1)


ImageSource: TypeAlias = Annotated[Base64ImageSource | UrlSource | FileSource, Field(discriminator="type")]


class ImageTransformations(Value):
    oversized_image: Literal["downsize", "error"] = "downsize"


class ImageBlock(Value):
    type: Literal["image"]
    source: ImageSource
    cache_control: CacheControl | None = None
    transformations: ImageTransformations | None = None

    @property
    def oversized(self) -> Literal["downsize", "error"]:
        return self.transformations.oversized_image if self.transformations else "downsize"


# --- documents and search results ----------------------------------------------------------------------------


class Base64PdfSource(Value):
    type: Literal["base64"]
    media_type: Literal["application/pdf"]
    data: Base64Text


class PlainTextSource(Value):
    type: Literal["text"]
    media_type: Literal["text/plain"]
    data: str


DocumentPart: TypeAlias = Annotated[TextBlock | ImageBlock, Field(discriminator="type")]


class ContentSource(Value):
    type: Literal["content"]
    content: Annotated[
        Annotated[str, Tag("~string")] | Annotated[Items[DocumentPart], Tag("~items")], Discriminator(_string_or_items)
    ]


DocumentSource: TypeAlias = Annotated[
    Base64PdfSource | PlainTextSource | ContentSource | UrlSource | FileSource, Field(discriminator="type")
]


class DocumentBlock(Value):
    type: Literal["document"]
    source: DocumentSource
    cache_control: CacheControl | None = None
    citations: CitationsConfig | None = None
    context: str | None = Field(default=None, min_length=1)
    title: str | None = Field(default=None, min_length=1, max_length=500)


class SearchResultBlock(Value):
    type: Literal["search_result"]
    source: str
    title: str
    content: Items[TextBlock]
    cache_control: CacheControl | None = None
    citations: CitationsConfig | None = None


# --- tools ---------------------------------------------------------------------------------------------------


class DirectCaller(Value):
    type: Literal["direct"]


class CodeExecutionCaller(Value):
    type: Literal["code_execution_20250825", "code_execution_20260120"]
    tool_id: ServerToolUseId


Caller: TypeAlias = Annotated[DirectCaller | CodeExecutionCaller, Field(discriminator="type")]


class ToolUseBlock(Value):
    type: Literal["tool_use"]
    id: ToolUseId
    name: str = Field(min_length=1, max_length=200)
    input: Mapping[str, Any]
    cache_control: CacheControl | None = None
    caller: Caller | None = None
    toolset_name: str | None = None


class ToolReferenceBlock(Value):
    type: Literal["tool_reference"]
    tool_name: str
    cache_control: CacheControl | None = None


class BrowserTab(Value):
    tab_id: str
    title: str
    url: str
    active: bool = False


class TabOpened(Value):
    type: Literal["tab_opened"]
    tab_id: str


class DownloadStarted(Value):
    type: Literal["download_started"]
    download_id: str
    url: str


class DownloadCompleted(Value):
    type: Literal["download_completed"]
    download_id: str
    url: str
    path: str | None = None
    size_bytes: int | None = None


class DownloadFailed(Value):
    type: Literal["download_failed"]
    download_id: str
    url: str
    error: str | None = None


BrowserStateChange: TypeAlias = Annotated[
    TabOpened | DownloadStarted | DownloadCompleted | DownloadFailed, Field(discriminator="type")
]


class BrowserStateBlock(Value):
    type: Literal["browser_state"]
    tabs: Items[BrowserTab]
    cache_control: CacheControl | None = None
    state_changes: Items[BrowserStateChange] | None = None


ToolResultPart: TypeAlias = Annotated[
    TextBlock | ImageBlock | SearchResultBlock | DocumentBlock | ToolReferenceBlock | BrowserStateBlock,
    Field(discriminator="type"),
]


class ToolResultBlock(Value):
    type: Literal["tool_result"]
    tool_use_id: ToolUseId
    content: Annotated[
        Annotated[str, Tag("~string")] | Annotated[Items[ToolResultPart], Tag("~items")],
        Discriminator(_string_or_items),
    ] = ()
    is_error: bool = False
    cache_control: CacheControl | None = None
    toolset_name: str | None = None


# --- thinking ------------------------------------------------------------------------------------------------


class ThinkingBlock(Value):
    type: Literal["thinking"]
    thinking: str
    signature: str


class RedactedThinkingBlock(Value):
    type: Literal["redacted_thinking"]
    data: str


# --- what the API's own tools left in an earlier turn --------------------------------------------------------


class ServerToolUseBlock(Value):
    type: Literal["server_tool_use"]
    id: ServerToolUseId
    name: Literal[
        "web_search",
        "web_fetch",
        "code_execution",
        "bash_code_execution",
        "text_editor_code_execution",
        "tool_search_tool_regex",
        "tool_search_tool_bm25",
    ]
    input: Mapping[str, Any]
    cache_control: CacheControl | None = None
    caller: Caller | None = None


class WebSearchResult(Value):
    type: Literal["web_search_result"]
    encrypted_content: str
    title: str
    url: str
    page_age: str | None = None


class WebSearchFailure(Value):
    type: Literal["web_search_tool_result_error"]
    error_code: str


def _results_or_failure(value: Any) -> str:
    return "~failure" if isinstance(value, dict) else "~items"


class WebSearchToolResultBlock(Value):
    type: Literal["web_search_tool_result"]
    tool_use_id: ServerToolUseId
    content: Annotated[
        Annotated[WebSearchFailure, Tag("~failure")] | Annotated[Items[WebSearchResult], Tag("~items")],
        Discriminator(_results_or_failure),
    ]
    cache_control: CacheControl | None = None
    caller: Caller | None = None


class WebFetchResult(Value):
    type: Literal["web_fetch_result"]
    content: DocumentBlock
    url: str
    retrieved_at: str | None = None


class WebFetchFailure(Value):
    type: Literal["web_fetch_tool_result_error"]
    error_code: str


class WebFetchToolResultBlock(Value):
    type: Literal["web_fetch_tool_result"]
    tool_use_id: ServerToolUseId
    content: Annotated[WebFetchResult | WebFetchFailure, Field(discriminator="type")]
    cache_control: CacheControl | None = None
    caller: Caller | None = None


class CodeExecutionOutput(Value):
    type: Literal["code_execution_output"]
    file_id: str


class CodeExecutionResult(Value):
    type: Literal["code_execution_result"]
    content: Items[CodeExecutionOutput]
    return_code: int
    stderr: str
    stdout: str


class EncryptedCodeExecutionResult(Value):
    type: Literal["encrypted_code_execution_result"]
    content: Items[CodeExecutionOutput]
    encrypted_stdout: str
    return_code: int
    stderr: str


class CodeExecutionFailure(Value):
    type: Literal["code_execution_tool_result_error"]
    error_code: str


class CodeExecutionToolResultBlock(Value):
    type: Literal["code_execution_tool_result"]
    tool_use_id: ServerToolUseId
    content: Annotated[
        CodeExecutionResult | EncryptedCodeExecutionResult | CodeExecutionFailure, Field(discriminator="type")
    ]
    cache_control: CacheControl | None = None


class BashCodeExecutionOutput(Value):
    type: Literal["bash_code_execution_output"]
    file_id: str


class BashCodeExecutionResult(Value):
    type: Literal["bash_code_execution_result"]
    content: Items[BashCodeExecutionOutput]
    return_code: int
    stderr: str
    stdout: str


class BashCodeExecutionFailure(Value):
    type: Literal["bash_code_execution_tool_result_error"]
    error_code: str


class BashCodeExecutionToolResultBlock(Value):
    type: Literal["bash_code_execution_tool_result"]
    tool_use_id: ServerToolUseId
    content: Annotated[BashCodeExecutionResult | BashCodeExecutionFailure, Field(discriminator="type")]
    cache_control: CacheControl | None = None


class TextEditorViewResult(Value):
    type: Literal["text_editor_code_execution_view_result"]
    content: str
    file_type: Literal["text", "image", "pdf"]
    num_lines: int | None = None
    start_line: int | None = None
    total_lines: int | None = None


class TextEditorCreateResult(Value):
    type: Literal["text_editor_code_execution_create_result"]
    is_file_update: bool


class TextEditorReplaceResult(Value):
    type: Literal["text_editor_code_execution_str_replace_result"]
    lines: Items[str] | None = None
    new_lines: int | None = None
    new_start: int | None = None
    old_lines: int | None = None
    old_start: int | None = None


class TextEditorFailure(Value):
    type: Literal["text_editor_code_execution_tool_result_error"]
    error_code: str
    error_message: str | None = None


class TextEditorToolResultBlock(Value):
    type: Literal["text_editor_code_execution_tool_result"]
    tool_use_id: ServerToolUseId
    content: Annotated[
        TextEditorViewResult | TextEditorCreateResult | TextEditorReplaceResult | TextEditorFailure,
        Field(discriminator="type"),
    ]
    cache_control: CacheControl | None = None


class ToolSearchResult(Value):
    type: Literal["tool_search_tool_search_result"]
    tool_references: Items[ToolReferenceBlock]


class ToolSearchFailure(Value):
    type: Literal["tool_search_tool_result_error"]
    error_code: str
    error_message: str | None = None


class ToolSearchToolResultBlock(Value):
    type: Literal["tool_search_tool_result"]
    tool_use_id: ServerToolUseId
    content: Annotated[ToolSearchResult | ToolSearchFailure, Field(discriminator="type")]
    cache_control: CacheControl | None = None


class ContainerUploadBlock(Value):
    type: Literal["container_upload"]
    file_id: str
    cache_control: CacheControl | None = None


ServerToolResultBlock: TypeAlias = (
    WebSearchToolResultBlock
    | WebFetchToolResultBlock
    | CodeExecutionToolResultBlock
    | BashCodeExecutionToolResultBlock
    | TextEditorToolResultBlock
    | ToolSearchToolResultBlock
)
ServerBlock: TypeAlias = ServerToolUseBlock | ServerToolResultBlock | ContainerUploadBlock

ContentBlock: TypeAlias = Annotated[
    TextBlock
    | ImageBlock
    | DocumentBlock
    | SearchResultBlock
    | ThinkingBlock
    | RedactedThinkingBlock
    | ToolUseBlock
    | ToolResultBlock
    | ServerToolUseBlock
    | WebSearchToolResultBlock
    | WebFetchToolResultBlock
    | CodeExecutionToolResultBlock
    | BashCodeExecutionToolResultBlock
    | TextEditorToolResultBlock
    | ToolSearchToolResultBlock
    | ContainerUploadBlock,
    Field(discriminator="type"),
]

Content: TypeAlias = Annotated[
    Annotated[str, Tag("~string")] | Annotated[Items[ContentBlock], Tag("~items")], Discriminator(_string_or_items)
]
#: ``system``, at the top or as a message: text alone.
SystemContent: TypeAlias = Annotated[
    Annotated[str, Tag("~string")] | Annotated[Items[TextBlock], Tag("~items")],
    Discriminator(_string_or_items),
]
