"""Pictures that HTML does not serve: distorted pages, matplotlib charts, pictures without text."""

from pathlib import Path

import numpy as np
import zxingcpp
from bench.reader.questions.web_pages import _shown, saved
from matplotlib import font_manager
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent


def page(name):
    return Image.fromarray(_shown(HERE / f"{name}.html"))


def noisy(image, sigma, seed):
    a = np.asarray(image).astype(float)
    return Image.fromarray(
        np.clip(a + np.random.default_rng(seed).normal(0, sigma, (*a.shape[:2], 1)), 0, 255).astype("uint8")
    )


def swim():
    """Photographed at a slant on a wooden board."""
    src = page("swim_page")
    w, h = src.size
    wide, high = 1240, 900
    corners = [(110, 90), (1165, 40), (1120, 840), (70, 770)]
    rows, right = [], []
    for (x, y), (u, v) in zip(corners, [(0, 0), (w, 0), (w, h), (0, h)], strict=False):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    c = np.linalg.solve(np.array(rows, float), np.array(right, float))
    sheet = src.transform((wide, high), Image.PERSPECTIVE, c, Image.BICUBIC)
    mask = Image.new("L", (w, h), 255).transform((wide, high), Image.PERSPECTIVE, c)
    board = Image.new("RGB", (wide, high), (112, 82, 58))
    board.paste(sheet, mask=mask)
    light = np.linspace(1.0, 0.78, wide)[None, :, None]
    return noisy(Image.fromarray((np.asarray(board) * light).astype("uint8")), 4, 3)


def label():
    """Small print, low contrast."""
    a = np.asarray(page("label_page")).astype(float)
    return noisy(Image.fromarray((a * 0.55 + 95).clip(0, 255).astype("uint8")), 3, 5)


def encargos():
    """Scanned grey, a little askew."""
    grey = page("encargos_page").convert("L").rotate(1.3, Image.BICUBIC, fillcolor=235)
    a = np.asarray(grey).astype(float) * 0.68 + 48
    return noisy(Image.fromarray(a.astype("uint8")).convert("RGB"), 6, 7)


def agm():
    """Green paper, lying on its side."""
    return page("agm_page").transpose(Image.Transpose.ROTATE_90)


def cjk(which):
    for f in font_manager.findSystemFonts():
        if "NotoSansCJK-Regular" in f or "wqy-microhei" in f:
            font_manager.fontManager.addfont(f)
    plt.rcParams["font.family"] = which


def c_swim():
    with plt.rc_context({"font.family": "DejaVu Sans"}):
        fig, ax = plt.subplots(figsize=(8.6, 5.2), dpi=100)
        x = np.arange(4)
        ax.bar(x - 0.2, [2400, 3100, 4800, 2700], 0.4, label="Adults", color="#1b6ca8")
        ax.bar(x + 0.2, [1500, 2600, 5600, 1900], 0.4, label="Children", color="#f2a541")
        ax.set_xticks(x, ["Winter", "Spring", "Summer", "Autumn"])
        ax.set(title="Visits to Brackenfield Baths in 2025", xlabel="Season", ylabel="Visits")
        ax.grid(axis="y", alpha=0.4)
        ax.legend()
        return saved(fig)


def c_bank():
    with plt.rc_context():
        cjk(["Noto Sans CJK JP", "WenQuanYi Micro Hei"])
        fig, ax = plt.subplots(figsize=(8.4, 5), dpi=100)
        m = ["1月", "2月", "3月", "4月", "5月", "6月"]
        ax.plot(m, [820, 760, 690, 610, 540, 480], marker="o", label="臨櫃")
        ax.plot(m, [300, 360, 450, 520, 640, 700], marker="s", label="網路銀行")
        ax.set(title="淡水分行每月交易筆數", xlabel="月份", ylabel="筆數", ylim=(200, 900))
        ax.grid(True, ls=":")
        ax.legend(loc="lower left")
        return saved(fig)


def c_wuye():
    with plt.rc_context():
        cjk(["Noto Sans CJK JP", "WenQuanYi Micro Hei"])
        fig, ax = plt.subplots(figsize=(8.2, 5.4), dpi=100)
        q = ["一季度", "二季度", "三季度", "四季度"]
        rows = {"水电": [46, 52, 75, 58], "电梯": [21, 18, 24, 30], "门禁": [12, 15, 9, 17]}
        base = np.zeros(4)
        for (n, v), c in zip(rows.items(), ["#5470c6", "#91cc75", "#fac858"], strict=False):
            ax.bar(q, v, 0.55, bottom=base, label=n, color=c)
            for i, k in enumerate(v):
                ax.text(i, base[i] + k / 2, str(k), ha="center", va="center")
            base += v
        ax.set(title="恒庭小区2025年报修数量", ylabel="件", ylim=(0, 130))
        ax.legend(ncol=3, loc="upper left")
        return saved(fig)


def balls():
    im = Image.new("RGB", (900, 600), "white")
    d = ImageDraw.Draw(im)
    for x, y in [(90, 110), (290, 90), (500, 130), (180, 300), (420, 320)]:
        d.polygon([(x, y - 50), (x - 50, y + 45), (x + 50, y + 45)], fill=(30, 70, 200))
    for x, y in [(120, 480), (330, 490), (560, 470)]:
        d.rectangle([x - 45, y - 45, x + 45, y + 45], fill=(240, 130, 20))
    d.ellipse([700, 400, 860, 560], fill=(20, 150, 70))
    return im


def beach():
    """Blue above, sand below, out of focus."""
    a = np.zeros((640, 960, 3))
    a[:380] = (70, 150, 225)
    a[380:] = (225, 195, 130)
    r = np.random.default_rng(11)
    im = noisy(Image.fromarray(a.astype("uint8")), 20, 2)
    d = ImageDraw.Draw(im)
    for _ in range(120):
        x, y = r.integers(0, 960), r.integers(400, 640)
        d.ellipse([x, y, x + 8, y + 5], fill=(170, 140, 90))
    return im.filter(ImageFilter.GaussianBlur(9))


def night():
    a = np.random.default_rng(4).normal(16, 4, (480, 720, 1)) + np.array([0, 2, 8])
    im = Image.fromarray(a.clip(0, 255).astype("uint8"))
    ImageDraw.Draw(im).ellipse([570, 50, 620, 100], fill=(120, 118, 100))
    return im


def qr():
    code = zxingcpp.create_barcode("https://coldharbour.example/join?plot=58", zxingcpp.BarcodeFormat.QRCode)
    a = np.asarray(code.to_image(scale=8))
    if a.ndim == 2:
        a = np.stack([a] * 3, -1)
    code = Image.fromarray(a.astype("uint8"))
    im = Image.new("RGB", (600, 600), (250, 240, 215))
    im.paste(code, ((600 - code.width) // 2, (600 - code.height) // 2))
    return im


PICTURES = {f.__name__: f for f in (swim, label, encargos, agm, c_swim, c_bank, c_wuye, balls, beach, night, qr)}
