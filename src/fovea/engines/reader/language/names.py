"""What colours, places and shapes are called in the languages that the reader answers in."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from fovea.engines.reader.regions import Place

Language: TypeAlias = Literal["en", "zh-TW", "zh-CN", "es"]

ColourName: TypeAlias = Literal[
    "black",
    "gray",
    "white",
    "red",
    "orange",
    "yellow",
    "green",
    "teal",
    "cyan",
    "blue",
    "navy",
    "purple",
    "magenta",
    "pink",
    "brown",
    "beige",
]

ShapeKind: TypeAlias = Literal[
    "circle", "ellipse", "square", "rectangle", "triangle", "pentagon", "hexagon", "star", "polygon", "line", "other"
]

COLOUR_NAMES: dict[Language, dict[ColourName, str]] = {
    "en": {name: name for name in get_args(ColourName)},
    "zh-TW": {
        "black": "黑色",
        "gray": "灰色",
        "white": "白色",
        "red": "紅色",
        "orange": "橙色",
        "yellow": "黃色",
        "green": "綠色",
        "teal": "藍綠色",
        "cyan": "青色",
        "blue": "藍色",
        "navy": "深藍色",
        "purple": "紫色",
        "magenta": "洋紅色",
        "pink": "粉紅色",
        "brown": "棕色",
        "beige": "米色",
    },
    "zh-CN": {
        "black": "黑色",
        "gray": "灰色",
        "white": "白色",
        "red": "红色",
        "orange": "橙色",
        "yellow": "黄色",
        "green": "绿色",
        "teal": "蓝绿色",
        "cyan": "青色",
        "blue": "蓝色",
        "navy": "深蓝色",
        "purple": "紫色",
        "magenta": "品红色",
        "pink": "粉红色",
        "brown": "棕色",
        "beige": "米色",
    },
    "es": {
        "black": "negro",
        "gray": "gris",
        "white": "blanco",
        "red": "rojo",
        "orange": "naranja",
        "yellow": "amarillo",
        "green": "verde",
        "teal": "verde azulado",
        "cyan": "cian",
        "blue": "azul",
        "navy": "azul marino",
        "purple": "morado",
        "magenta": "magenta",
        "pink": "rosa",
        "brown": "marrón",
        "beige": "beige",
    },
}

#: What else a colour may be called, by somebody who has fewer names for it.
NEAR_COLOURS: dict[ColourName, tuple[ColourName, ...]] = {
    "blue": ("teal", "cyan", "navy"),
    "green": ("teal",),
    "red": ("magenta", "pink", "brown"),
    "pink": ("magenta", "red"),
    "purple": ("magenta",),
    "orange": ("brown", "yellow"),
    "yellow": ("orange", "beige"),
}

PLACE_NAMES: dict[Language, dict[Place, str]] = {
    "en": {place: place for place in get_args(Place)},
    "zh-TW": {
        "top left": "左上",
        "top": "上方",
        "top right": "右上",
        "left": "左側",
        "center": "中央",
        "right": "右側",
        "bottom left": "左下",
        "bottom": "下方",
        "bottom right": "右下",
    },
    "zh-CN": {
        "top left": "左上",
        "top": "上方",
        "top right": "右上",
        "left": "左侧",
        "center": "中央",
        "right": "右侧",
        "bottom left": "左下",
        "bottom": "下方",
        "bottom right": "右下",
    },
    "es": {
        "top left": "arriba a la izquierda",
        "top": "arriba",
        "top right": "arriba a la derecha",
        "left": "a la izquierda",
        "center": "en el centro",
        "right": "a la derecha",
        "bottom left": "abajo a la izquierda",
        "bottom": "abajo",
        "bottom right": "abajo a la derecha",
    },
}

#: One, and several.
SHAPE_NAMES: dict[Language, dict[ShapeKind, tuple[str, str]]] = {
    "en": {
        "circle": ("circle", "circles"),
        "ellipse": ("ellipse", "ellipses"),
        "square": ("square", "squares"),
        "rectangle": ("rectangle", "rectangles"),
        "triangle": ("triangle", "triangles"),
        "pentagon": ("pentagon", "pentagons"),
        "hexagon": ("hexagon", "hexagons"),
        "star": ("star", "stars"),
        "polygon": ("polygon", "polygons"),
        "line": ("line", "lines"),
        "other": ("irregular shape", "irregular shapes"),
    },
    "zh-TW": {
        "circle": ("圓形", "圓形"),
        "ellipse": ("橢圓形", "橢圓形"),
        "square": ("正方形", "正方形"),
        "rectangle": ("長方形", "長方形"),
        "triangle": ("三角形", "三角形"),
        "pentagon": ("五邊形", "五邊形"),
        "hexagon": ("六邊形", "六邊形"),
        "star": ("星形", "星形"),
        "polygon": ("多邊形", "多邊形"),
        "line": ("線條", "線條"),
        "other": ("不規則形狀", "不規則形狀"),
    },
    "zh-CN": {
        "circle": ("圆形", "圆形"),
        "ellipse": ("椭圆形", "椭圆形"),
        "square": ("正方形", "正方形"),
        "rectangle": ("长方形", "长方形"),
        "triangle": ("三角形", "三角形"),
        "pentagon": ("五边形", "五边形"),
        "hexagon": ("六边形", "六边形"),
        "star": ("星形", "星形"),
        "polygon": ("多边形", "多边形"),
        "line": ("线条", "线条"),
        "other": ("不规则形状", "不规则形状"),
    },
    "es": {
        "circle": ("círculo", "círculos"),
        "ellipse": ("elipse", "elipses"),
        "square": ("cuadrado", "cuadrados"),
        "rectangle": ("rectángulo", "rectángulos"),
        "triangle": ("triángulo", "triángulos"),
        "pentagon": ("pentágono", "pentágonos"),
        "hexagon": ("hexágono", "hexágonos"),
        "star": ("estrella", "estrellas"),
        "polygon": ("polígono", "polígonos"),
        "line": ("línea", "líneas"),
        "other": ("forma irregular", "formas irregulares"),
    },
}

#: Other names, as a question has them (plain): each may be of several kinds.
MORE_SHAPES: dict[str, tuple[ShapeKind, ...]] = {
    "圓": ("circle",),
    "圆": ("circle",),
    "圓圈": ("circle",),
    "圆圈": ("circle",),
    "椭圆": ("ellipse",),
    "橢圓": ("ellipse",),
    "oval": ("ellipse",),
    "ovalo": ("ellipse",),
    "disc": ("circle",),
    "dot": ("circle",),
    "圓點": ("circle",),
    "圆点": ("circle",),
    "disk": ("circle",),
    "方塊": ("square",),
    "方块": ("square",),
    "方形": ("square", "rectangle"),
    "cuadro": ("square",),
    "矩形": ("rectangle",),
    "长方形": ("rectangle",),
    "oblong": ("rectangle",),
    "星": ("star",),
    "五角星": ("star",),
    "五角形": ("pentagon",),
    "六角形": ("hexagon",),
}
