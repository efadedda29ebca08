"""What buttons and menus say in four languages."""

from __future__ import annotations

import re

from fovea.engines.reader.language.lexicon import plain

SCREEN_WORDS = re.compile(
    r"^(ok|save|save as|cancel|apply|close|submit|next|back|previous|continue|sign in|sign up|log in|log out|login|logout|register"
    r"|settings|preferences|options|help|file|edit|view|home|search|delete|remove|add|new|open|refresh|reload|retry|send|yes|no"
    r"|username|password|email|dashboard|reports|profile|account|menu|upload|download|export|import|print|share|done|update|install"
    r"|儲存|取消|確定|確認|套用|關閉|送出|下一步|上一步|登入|登出|註冊|設定|說明|檔案|編輯|檢視|首頁|搜尋|刪除|新增|重試|返回"
    r"|保存|确定|确认|关闭|提交|登录|退出|注册|设置|帮助|文件|编辑|查看|首页|搜索|删除|添加|重试"
    r"|guardar|cancelar|aceptar|cerrar|enviar|siguiente|atras|continuar|iniciar sesion|cerrar sesion|ajustes|configuracion|ayuda"
    r"|archivo|editar|ver|inicio|buscar|eliminar|agregar|nuevo|abrir|usuario|contrasena)$"
)
#: Of those the ones that label nothing: what stands beside "Cancel" is another button.
DEEDS = re.compile(
    r"^(ok|save|save as|cancel|apply|close|submit|next|back|continue|delete|儲存|取消|確定|確認|套用|關閉|送出|下一步|上一步|保存|确定|确认|关闭|提交|删除"
    r"|guardar|cancelar|aceptar|cerrar|enviar|siguiente|continuar|eliminar)$"
)


def is_button(text: str) -> bool:
    """Whether a text is what buttons say: "OK", "Guardar"."""
    return bool(SCREEN_WORDS.match(plain(text).strip(" .…>×+")))


def is_deed(text: str) -> bool:
    """Whether a text is that of a button and of no tab: "Cancel", and not "Home"."""
    return bool(DEEDS.match(plain(text).strip(" .…>×+")))
