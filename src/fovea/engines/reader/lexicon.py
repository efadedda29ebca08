"""Questions and labels taken apart: the concepts that they name, the terms that are left, the language.

A concept joins the names of one thing: "總計" in a question finds "TOTAL" on a receipt. ``concepts.toml`` has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias

from fovea.engines.reader.concepts import Degree, Mention, kind_of_concept, mentions
from fovea.engines.reader.concepts import synonyms as synonyms
from fovea.engines.reader.folding import is_cjk as is_cjk
from fovea.engines.reader.folding import plain as plain
from fovea.engines.reader.names import COLOUR_NAMES, SHAPE_NAMES, ColourName, Language, ShapeKind

Concept: TypeAlias = str

#: Names by concept, lower case, without accents; the longest name that fits wins. A name with "=" before it is too
#: common a word to be looked for within a text: it counts where it is the whole label.
CONCEPTS: dict[Concept, tuple[str, ...]] = {
    "total": ("total to pay", "應繳總金額", "應繳金額", "应缴金额", "net total", "要繳多少", "要缴多少", "importe a pagar",
        "total", "grand total", "net total", "nett total", "total amount", "amount due", "total due", "total payable",
        "amount payable", "to pay", "in total", "altogether", "total cost", "sum total", "jumlah",
        "總計", "合計", "總額", "總金額", "應付金額", "應付總額", "應付", "總共", "一共", "共計", "總價",
        "总计", "合计", "总额", "总金额", "应付金额", "应付", "总共", "共计", "总价",
        "importe total", "total a pagar", "monto total", "en total",
    ),
    "subtotal": ("subtotal", "sub total", "sub-total", "小計", "小计", "base imponible"),
    "tax": ("tax", "vat", "gst", "sst", "sales tax", "service tax", "taxes", "稅", "税", "營業稅", "稅額", "税额", "稅金", "增值税", "iva", "impuesto", "impuestos"),
    "discount": ("rebate", "save", "reduction", "折讓", "member discount", "discount", "折扣", "優惠", "优惠", "descuento"),
    "change": ("change", "change due", "balance returned", "找零", "找續", "找钱", "找錢", "找了", "找回", "cambio", "vuelto"),
    "cash": ("cash", "tendered", "cash paid", "amount paid", "=paid", "tunai", "現金", "实收", "實收", "现金", "付款金額", "efectivo", "pagado", "entregado"),
    "date": ("date", "tarikh", "dated", "日期", "fecha"),
    "time": ("time", "時間", "时间", "hora"),
    "due date": ("=due", "by when", "last day to pay", "expires on", "vence", "繳費期限", "繳款期限", "缴费期限", "最晚什麼時候要繳", "最晚要繳", "se carga", "se cobra", "due date", "payment due", "pay by", "due by", "到期日", "付款期限", "截止日期", "fecha de vencimiento", "vencimiento"),
    "phone": ("phone", "telephone", "tel", "mobile", "phone number", "telephone number", "hotline", "專線", "热线", "專線電話", "服務電話", "call", "ring", "dial", "llamar", "llame", "llamen", "打電話", "打电话", "撥打", "拨打", "contact number", "電話", "電話號碼", "手機", "聯絡電話", "电话", "电话号码", "手机", "telefono", "numero de telefono", "movil"),
    "fax": ("fax", "傳真", "传真"),
    "email": ("e mail", "email", "e-mail", "email address", "mail", "電郵", "電子郵件", "電子信箱", "信箱", "电子邮件", "邮箱", "correo", "correo electronico"),
    "website": ("website", "web", "url", "web address", "網址", "網站", "网址", "网站", "sitio web", "pagina web"),
    "address": ("street", "street name", "live", "lives", "resides", "住在", "vive", "reside", "address", "located", "location", "street address", "地址", "住址", "位於", "位于", "direccion", "domicilio", "ubicada", "ubicado"),
    "name": ("name", "full name", "姓名", "名字", "名稱", "名称", "nombre", "nombre completo"),
    "company": ("retailer", "petrol station", "gas station", "supermarket", "gasolinera", "supermercado", "加油站", "超市", "airline", "issuer", "issued by", "newspaper", "issues", "emite", "emitio", "emisor", "航空公司", "carrier",
        "company", "shop", "store", "merchant", "vendor", "seller", "business name", "issuer", "restaurant name", "company name",
        "shop name", "store name", "公司", "商店", "店家", "店名", "商家", "哪家店", "公司名稱", "哪间店", "賣方", "卖方",
        "empresa", "tienda", "comercio", "negocio", "establecimiento", "vendedor",
    ),
    "customer": ("用戶名稱", "用户名称", "用戶", "用户", "customer", "client", "bill to", "buyer", "customer name", "客戶", "買方", "顧客", "客户", "买方", "cliente", "comprador"),
    "receipt number": ("receipt no", "receipt number", "receipt #", "bill no", "slip no", "收據號碼", "收據編號", "单据号", "收据编号", "numero de recibo", "recibo no", "recibo n"),
    "invoice number": ("invoice no", "invoice number", "invoice #", "inv no", "doc no", "document no", "發票號碼", "發票編號", "发票号码", "发票编号", "numero de factura", "factura no", "factura n", "no de factura", "no factura"),
    "order number": ("order no", "order number", "order #", "order id", "訂單編號", "訂單號碼", "單號", "订单号", "订单编号", "numero de pedido", "pedido no", "pedido n"),
    "quantity": ("qty", "quantity", "units", "數量", "数量", "件數", "cantidad", "cant", "unidades"),
    "unit price": ("unit price", "price each", "u price", "單價", "单价", "precio unitario"),
    "amount": ("amount", "金額", "金额", "importe", "monto"),
    "price": ("price", "retail price", "售價", "售价", "定價", "precio de venta", "pvp", "cheap", "cheapest", "expensive", "barata", "barato", "cara", "caro", "最貴", "最贵", "最便宜", "cost", "costs", "charge", "charged", "fee", "價格", "價錢", "价格", "价钱", "precio", "costo", "coste", "cuesta"),
    "item": ("bought", "purchased", "東西", "东西", "買了什麼", "买了什么", "品名", "item", "items", "description", "product", "products", "goods", "品名", "項目", "品項", "商品", "项目", "品项", "articulo", "articulos", "producto", "productos", "descripcion", "concepto"),
    "title": ("title", "heading", "headline", "page title", "標題", "題目", "标题", "题目", "titulo", "encabezado"),
    "author": ("author", "writer", "written by", "wrote", "作者", "撰文", "autor", "autora", "escribio", "escrito"),
    "error": ("fail", "failed", "fails", "go wrong", "went wrong", "problem", "失敗", "失败", "fallo", "error", "警告訊息", "警告信息", "錯誤消息", "错误消息", "提示訊息", "提示信息", "error message", "warning", "failure", "錯誤", "錯誤訊息", "警告", "错误", "错误信息", "mensaje de error", "advertencia", "aviso"),
    "button": ("can i click", "can i press", "can i tap", "可以按", "可以點", "可以点", "puedo pulsar", "puedo hacer clic", "button", "buttons", "按鈕", "按钮", "boton", "botones"),
    "menu": ("menu", "menus", "menu items", "navigation", "tabs", "選單", "功能表", "菜单", "menus"),
    "field": ("field", "fields", "input", "inputs", "欄位", "字段", "輸入框", "输入框", "campo", "campos"),
    "city": ("city", "town", "城市", "縣市", "ciudad", "localidad"),
    "postcode": ("postcode", "postal code", "zip", "zip code", "post code", "郵遞區號", "邮政编码", "邮编", "codigo postal"),
    "country": ("country", "國家", "国家", "pais"),
    "nationality": ("nationality", "國籍", "国籍", "nacionalidad"),
    "birth place": ("place of birth", "birthplace", "birth place", "出生地", "lugar de nacimiento"),
    "birth date": ("date of birth", "birth date", "birthday", "dob", "born", "birth", "出生", "出生日期", "生日", "出生年月日", "fecha de nacimiento", "nacimiento", "nacio", "nacida", "nacido"),
    "gender": ("gender", "sex", "性別", "性别", "sexo", "genero"),
    "age": ("age", "年齡", "年龄", "歲數", "edad"),
    "occupation": ("role", "title of job", "任職", "for a living", "work as", "works as", "工作", "做什麼工作", "做什么工作", "trabaja", "se dedica", "trabajo", "occupation", "job", "job title", "position", "profession", "職業", "職稱", "職位", "职业", "职位", "职称", "ocupacion", "profesion", "=puesto", "cargo"),
    "department": ("department", "dept", "部門", "部门", "departamento"),
    "status": ("status", "state", "狀態", "状态", "estado"),
    "payment method": ("how was it paid", "how did they pay", "how did i pay", "bill paid", "how was it paid", "how was the bill paid", "pay with", "paid with", "用什麼付款", "怎麼付款", "怎么付款", "como se pago", "payment method", "paid by", "payment type", "method of payment", "付款方式", "支付方式", "forma de pago", "metodo de pago"),
    "cashier": ("cashier", "served by", "server", "operator", "收銀員", "收银员", "cajero", "cajera", "atendido por"),
    "table": ("table no", "table number", "桌號", "桌号", "numero de mesa"),
    "version": ("version", "版本", "version"),
    "username": ("username", "user name", "user", "login", "帳號", "使用者名稱", "用户名", "账号", "usuario", "nombre de usuario"),
    "weight": ("weight", "重量", "peso"),
    "reference": ("reference", "ref", "reference no", "參考編號", "编号", "編號", "referencia"),
    "signature": ("sign", "signs", "signature", "signed", "簽名", "签名", "firma"),
    "population": ("population", "inhabitants", "residents", "people live", "人口", "居民", "poblacion", "habitantes"),
    "language": ("language", "語言", "语言", "idioma"),
    "theme": ("theme", "主題", "主题", "tema"),
    "time zone": ("time zone", "timezone", "時區", "时区", "zona horaria"),
    "font size": ("字型多大", "字體多大", "字体多大", "font size", "text size", "字型大小", "字體大小", "字体大小", "tamano de letra"),
    "departure": ("departure", "departs", "depart", "leaves", "leave", "出發", "出发", "開車", "salida", "sale", "parte"),
    "arrival": ("arrival", "arrives", "arrive", "抵達", "到達", "抵达", "到达", "llegada", "llega"),
    "opening hours": ("opening hours", "opening times", "business hours", "營業時間", "開放時間", "营业时间", "开放时间", "horario"),
    # --- travel
    "passenger": ("passenger", "traveller", "traveler", "passenger name", "乘客", "旅客", "pasajero", "pasajera", "viajero"),
    "seat": ("seat", "seat number", "座位", "座位號", "座号", "座位号", "asiento", "butaca"),
    "gate": ("gate", "boarding gate", "登機門", "登机口", "puerta de embarque"),
    "flight": ("flight", "flight number", "flight no", "航班", "航班號", "航班号", "班機", "vuelo", "numero de vuelo"),
    "train": ("train", "train number", "train no", "車次", "车次", "列車", "列车", "tren", "numero de tren"),
    "carriage": ("=coach", "carriage", "car no", "wagon", "車廂", "车厢", "coche n", "vagon"),
    "platform": ("platform", "track", "月台", "站台", "anden", "=via"),
    "boarding time": ("boarding time", "boarding", "=board", "登機時間", "登机时间", "登機", "登机", "hora de embarque", "embarque"),
    "from": ("=from", "origin", "departing from", "flying from", "起點", "始發", "从哪里出发", "從哪裡出發", "出發地", "出发地", "=desde", "origen"),
    "destination": ("destination", "=to", "going to", "flying to", "bound for", "目的地", "終點", "终点", "前往", "飛往", "飞往", "寄到", "destino", "=hasta"),
    "booking reference": ("booking reference", "booking code", "booking no", "reservation number", "confirmation number", "confirmation code", "pnr", "record locator", "訂位代號", "訂位代碼", "预订号", "預訂編號", "localizador", "codigo de reserva", "numero de reserva"),
    "class": ("=class", "cabin", "艙等", "舱位", "=clase"),
    # --- stays
    "member": ("member", "member name", "會員", "会员", "socio", "miembro"),
    "guest": ("guest", "guest name", "booked by", "客人", "房客", "住客", "入住人", "huesped"),
    "room": ("room", "room no", "room number", "房號", "房间号", "房間號", "房号", "房間", "房间", "habitacion", "sala"),
    "check-in": ("check-in", "check in", "checked in", "arrival date", "入住日期", "入住", "fecha de entrada", "=entrada"),
    "check-out": ("check-out", "check out", "checked out", "departure date", "退房日期", "退房", "離店", "离店", "fecha de salida"),
    "nights": ("nights", "night", "晚數", "晚数", "noches"),
    "deposit": ("deposit", "deposit paid", "押金", "訂金", "定金", "保證金", "保证金", "deposito", "fianza", "anticipo"),
    "balance": ("balance due", "left to pay", "=balance", "=remaining", "outstanding", "left to pay", "餘額", "余额", "saldo"),
    "closing balance": ("closing balance", "final balance", "ending balance", "期末餘額", "期末余额", "saldo final"),
    "opening balance": ("opening balance", "starting balance", "期初餘額", "期初余额", "saldo inicial"),
    # --- money
    "tip": ("tip", "gratuity", "tipped", "小費", "小费", "propina"),
    "service charge": ("service charge", "service fee", "服務費", "服务费", "cargo por servicio"),
    "shipping": ("shipping", "delivery", "delivery fee", "delivery cost", "postage", "freight", "運費", "运费", "envio", "gastos de envio", "portes"),
    "rounding": ("rounding", "rounding adj", "redondeo"),
    "fee": ("base fee", "fixed fee", "standing charge", "基本費", "基本费", "cuota fija", "cuota"),
    "account number": ("account number", "account no", "acct no", "帳號號碼", "帳戶號碼", "账户号码", "账号", "numero de cuenta", "cuenta n"),
    "account holder": ("account holder", "account name", "戶名", "户名", "titular", "titular de la cuenta"),
    "iban": ("iban",),
    "bank": ("bank", "銀行", "银行", "banco"),
    "card": ("card number", "=card no", "card digits", "digits of the card", "卡號", "卡号", "numero de tarjeta"),
    "registration number": ("company reg no", "company reg", "co reg no", "reg no", "registration no", "company no", "roc no", "註冊號碼", "注册号"),
    "tax id": ("tax id", "tax number", "vat number", "vat no", "vat reg no", "gst no", "統一編號", "統編", "统一编号", "税号", "纳税人识别号", "cif", "nif", "rfc", "cuit"),
    "salary": ("salary", "wage", "wages", "=pay", "remuneration", "薪資", "薪水", "月薪", "工资", "薪资", "sueldo", "salario"),
    "gross pay": ("gross pay", "gross salary", "=gross", "應發金額", "应发工资", "税前工资", "salario bruto", "bruto"),
    "net pay": ("net pay", "net salary", "take-home pay", "take home pay", "takehome", "實發金額", "实发工资", "到手", "salario neto", "liquido a percibir"),
    "overtime": ("overtime", "加班費", "加班费", "加班", "horas extra"),
    "insurance": ("insurance", "保險", "保险", "seguro"),
    "interest": ("interest", "interest rate", "利息", "利率", "interes", "intereses"),
    "budget": ("budget", "預算", "预算", "presupuesto"),
    "planned": ("planned", "budgeted", "預計", "预计", "計畫", "计划", "previsto", "prevista"),
    "spent": ("=actual", "實際", "实际", "gastado", "gastada", "gasto", "gastos"),
    "saving": ("savings", "=saved", "儲蓄", "储蓄", "ahorro", "ahorrado"),
    "revenue": ("revenue", "sales", "turnover", "營收", "营收", "營業額", "营业额", "銷售額", "销售额", "ingresos", "ventas", "facturacion"),
    "profit": ("profit", "利潤", "利润", "beneficio", "ganancia"),
    "wins": ("wins", "won games", "games won", "=w", "victories", "勝場", "胜场", "贏了", "赢了", "victorias", "ganados"),
    "losses": ("lost", "defeats", "=l", "敗場", "输了", "輸了", "derrotas", "perdidos"),
    "draws": ("draws", "drawn", "=d", "平手", "empates"),
    "played": ("played", "=p", "=gp", "出賽", "jugados"),
    "loss": ("loss", "losses", "虧損", "亏损", "perdida", "perdidas"),
    "currency": ("currency", "幣別", "貨幣", "货币", "币种", "moneda", "divisa"),
    # --- utilities
    "usage": ("usage", "consumption", "consumed", "energy used", "=used", "用量", "度數", "度数", "用電量", "用水量", "用了", "consumo", "consumio", "consumieron"),
    "meter reading": ("meter reading", "=reading", "讀數", "读数", "抄表", "lectura"),
    "previous": ("=previous", "last month", "=prior", "上期", "上次", "上月", "anterior"),
    "current": ("=current", "=this month", "本期", "本次", "本月", "=actual"),
    "billing period": ("billing period", "=period", "statement period", "計費期間", "帳單期間", "账单周期", "计费周期", "periodo", "periodo de facturacion"),
    "customer number": ("customer number", "customer no", "client number", "用戶編號", "客戶編號", "用户编号", "客户编号", "電號", "水號", "numero de cliente"),
    "contract": ("contract", "contract no", "contract number", "合約編號", "合同编号", "合約", "合同", "contrato"),
    # --- people and their papers
    "id number": ("id number", "id no", "identity number", "identity card", "身分證字號", "身分證號碼", "身份证号", "身份证号码", "證件號碼", "证件号码", "dni", "cedula", "numero de identidad", "documento de identidad"),
    "passport number": ("passport", "passport no", "passport number", "護照", "護照號碼", "护照", "护照号码", "pasaporte", "numero de pasaporte"),
    "staff id": ("staff id", "employee id", "employee number", "employee no", "badge number", "員工編號", "工號", "员工编号", "工号", "numero de empleado"),
    "student id": ("student id", "student number", "student no", "學號", "学号", "numero de estudiante"),
    "employee": ("employee", "worker", "員工", "员工", "empleado", "empleada", "trabajador"),
    "employer": ("employer", "雇主", "empleador", "empleadora"),
    "surname": ("surname", "last name", "family name", "姓氏", "apellido", "apellidos"),
    "first name": ("=first name", "given name", "given names", "forename", "=名"),
    "marital status": ("marital status", "married", "婚姻狀況", "婚姻状况", "婚姻", "estado civil"),
    "blood type": ("blood type", "blood group", "血型", "grupo sanguineo", "tipo de sangre"),
    "height": ("height", "高度", "身高", "estatura", "altura"),
    "patient": ("patient", "病人", "患者", "病患", "paciente"),
    "doctor": ("doctor", "physician", "prescriber", "醫師", "醫生", "医生", "medico", "medica", "doctora"),
    "contact": ("contact", "contact person", "聯絡人", "联系人", "承辦人", "contacto", "persona de contacto"),
    "emergency contact": ("emergency contact", "緊急聯絡人", "紧急联系人", "contacto de emergencia"),
    "visiting": ("visiting", "host", "受訪者", "拜訪", "拜访", "visita a"),
    "licence plate": ("licence plate", "license plate", "number plate", "plate", "registration plate", "car plate", "車牌", "車牌號碼", "车牌", "车牌号", "matricula", "placa"),
    "driver": ("driver", "chauffeur", "司機", "駕駛", "司机", "驾驶员", "conductor", "chofer"),
    "teacher": ("teacher", "tutor", "instructor", "老師", "教師", "老师", "教师", "導師", "profesor", "profesora", "maestro", "maestra"),
    "presenter": ("presenter", "presented by", "presenting", "presents", "speaker", "報告人", "主講人", "講者", "报告人", "主讲人", "演讲者", "誰做的報告", "ponente", "presentador", "presenta"),
    "organizer": ("organizer", "organiser", "organised by", "organized by", "hosted by", "主辦單位", "主辦", "主办单位", "主办", "organiza", "organizador"),
    "attendees": ("attendees", "=present", "participants", "attended", "出席", "與會者", "与会者", "參加者", "asistentes"),
    "decision": ("decision", "decided", "resolution", "決議", "決定", "决定", "决议", "decidio"),
    "sender": ("sender", "sent", "who sent", "sent by", "from address", "shipper", "shipped by", "寄件人", "發件人", "寄件者", "发件人", "remitente"),
    "recipient": ("recipient", "ship to", "deliver to", "addressee", "addressed to", "addressed", "consignee", "收件人", "收件者", "收貨人", "收货人", "destinatario", "destinataria", "dirigida", "dirigido", "va dirigida"),
    "payee": ("payee", "payable to", "pay to the order of", "pay to", "made out to", "make out to", "受款人", "收款人", "beneficiario"),
    "supplier": ("supplier", "供應商", "供应商", "proveedor", "proveedora"),
    "landlord": ("landlord", "lessor", "=owner", "房東", "出租人", "房东", "arrendador", "propietario"),
    "tenant": ("tenant", "lessee", "承租人", "房客", "租客", "inquilino", "arrendatario"),
    "manufacturer": ("manufacturer", "manufactured by", "maker", "=brand", "=made by", "製造商", "廠商", "生產者", "品牌", "生产企业", "制造商", "生产商", "fabricante", "=marca"),
    # --- things
    "expiry": ("expiry", "expiry date", "expiration date", "expires", "expire", "expiration", "best before", "use by", "valid until", "valid thru", "valid to", "valid through", "good until", "有效期限", "有效日期", "有效期至", "有效期", "保存期限", "到期", "賞味期限", "保质期", "caducidad", "fecha de caducidad", "caduca", "consumir antes", "valido hasta", "valida hasta"),
    "issue date": ("issued", "issue date", "date of issue", "issued on", "dispensed", "awarded", "發證日期", "核發日期", "签发日期", "发证日期", "fecha de expedicion", "expedido"),
    "published": ("published", "=posted", "publication date", "出版", "發布", "发布", "發表", "刊登", "publicado", "publicada"),
    "production date": ("production date", "manufactured", "=produced", "mfg date", "製造日期", "生產日期", "生产日期", "fecha de fabricacion"),
    "net weight": ("net weight", "net wt", "weigh", "weighs", "heavy", "淨重", "净重", "多重", "peso neto", "pesa"),
    "volume": ("volume", "capacity", "容量", "volumen", "capacidad"),
    "origin": ("country of origin", "product of", "made in", "place of origin", "產地", "产地", "原產地", "原产地", "origen", "procedencia"),
    "ingredients": ("ingredients", "ingredient", "=contains", "composition", "成分", "成份", "原料", "配料", "ingredientes", "composicion"),
    "allergens": ("allergens", "allergy", "allergy advice", "過敏原", "过敏原", "alergenos"),
    "energy": ("calories", "calorie", "energy", "kcal", "熱量", "热量", "卡路里", "大卡", "calorias", "energia", "valor energetico"),
    "protein": ("protein", "蛋白質", "蛋白质", "proteina", "proteinas"),
    "fat": ("fat", "脂肪", "grasas", "grasa"),
    "carbohydrate": ("carbohydrate", "carbohydrates", "carbs", "碳水化合物", "hidratos de carbono", "carbohidratos"),
    "sugar": ("sugars", "糖", "azucares", "azucar"),
    "fibre": ("fibre", "fiber", "dietary fibre", "膳食纖維", "膳食纤维", "fibra"),
    "salt": ("salt", "sodium", "鈉", "钠", "鹽", "盐", "sal", "sodio"),
    "storage": ("storage", "store in", "=stored", "keep refrigerated", "保存方法", "貯藏", "贮藏", "储存", "conservacion", "conservar"),
    "dosage": ("dosage", "dose", "directions", "how to take", "how often should", "用法用量", "用法", "劑量", "剂量", "一次吃", "posologia", "dosis"),
    "side effects": ("side effects", "adverse reactions", "副作用", "不良反應", "不良反应", "efectos secundarios"),
    "contraindications": ("contraindications", "warnings", "禁忌", "contraindicaciones"),
    "indications": ("indications", "used for", "適應症", "功能主治", "主治", "indicaciones"),
    "colour": ("color", "colour", "顏色", "颜色"),
    "size": ("size", "尺寸", "大小", "talla", "tamano"),
    "power": ("power", "wattage", "功率", "potencia"),
    "voltage": ("voltage", "電壓", "电压", "voltaje", "=tension"),
    "model": ("model", "model no", "model number", "型號", "型号", "modelo"),
    "serial number": ("serial number", "serial no", "s/n", "序號", "序列号", "機號", "numero de serie"),
    "lot": ("=lot", "batch", "lot no", "批號", "批号", "lote"),
    "warranty": ("warranty", "guarantee", "guaranteed", "保固", "保修", "質保", "garantia"),
    "availability": ("availability", "stock", "in stock", "庫存", "库存", "現貨", "existencias", "disponible"),
    "old price": ("=was", "old price", "original price", "list price", "原價", "原价", "定價", "precio anterior", "=antes"),
    "rating": ("rating", "=stars", "=score", "評分", "评分", "valoracion", "puntuacion"),
    "reviews": ("reviews", "=review", "評論", "评论", "評價", "评价", "resenas", "opiniones"),
    "lead time": ("lead time", "delivery time", "交期", "交貨期", "交货期", "plazo de entrega", "delivers"),
    "tracking number": ("tracking number", "tracking no", "tracking #", "tracking", "運單號", "运单号", "快递单号", "物流單號", "包裹編號", "numero de seguimiento"),
    "location": ("venue", "=place", "場地", "地點", "地点", "場所", "lugar", "localizacion"),
    "distance": ("distance", "=far", "距離", "距离", "里程", "distancia"),
    "duration": ("duration", "=length", "時長", "时长", "片長", "duracion"),
    "fare": ("fare", "ticket price", "票價", "票价", "tarifa"),
    "ticket number": ("ticket number", "ticket no", "票號", "票号", "numero de billete"),
    "ticket type": ("ticket type", "票種", "票种"),
    "attachment": ("attachment", "attachments", "attached file", "attached", "附件", "附檔", "adjunto", "adjuntos"),
    "subject": ("subject", "=re", "regarding", "主旨", "主題", "事由", "主题", "asunto"),
    "project": ("project", "專案", "项目名称", "proyecto"),
    "event": ("event", "活動", "活动", "evento"),
    "dress code": ("dress code", "服裝要求", "着装要求", "codigo de vestimenta"),
    "rank": ("rank", "pos", "position in", "名次", "排名", "puesto", "clasificacion"),
    "points": ("points", "pts", "積分", "积分", "得分", "puntos"),
    "grade": ("=grade", "=mark", "=marks", "成績", "成绩", "等級", "等级", "calificacion", "=nota"),
    "course": ("course", "subject taught", "課程", "课程", "curso"),
    "team": ("team", "club", "隊伍", "球隊", "球队", "equipo"),
    "runner": ("runner", "athlete", "competitor", "選手", "选手", "corredor", "participante"),
    "result": ("result", "results", "outcome", "=value measured", "結果", "结果", "resultado"),
    "reference range": ("=reference", "reference range", "reference interval", "normal range", "參考值", "参考值", "参考范围", "valores de referencia"),
    "temperature": ("temperature", "=degrees", "溫度", "气温", "氣溫", "温度", "temperatura"),
    "humidity": ("humidity", "濕度", "湿度", "humedad"),
    "wind": ("wind", "wind speed", "風速", "风速", "viento"),
    "pressure": ("pressure", "氣壓", "气压", "presion"),
    "sunrise": ("sunrise", "日出", "amanecer", "salida del sol"),
    "sunset": ("sunset", "日落", "puesta de sol", "atardecer"),
    "genre": ("genre", "類型", "流派", "genero musical"),
    "album": ("album", "專輯", "专辑"),
    "artist": ("artist", "=band", "演出者", "歌手", "艺人", "artista", "=grupo"),
    "next": ("=next", "up next", "下一首", "siguiente"),
    "ip address": ("ip address", "=ip", "ip 位址", "ip地址", "direccion ip"),
    "mac address": ("mac address", "=mac", "mac 位址", "mac地址", "direccion mac"),
    "network": ("network", "network name", "ssid", "wifi", "wi-fi", "wireless", "wifi network", "wi-fi network", "無線網路", "无线网络", "網路", "网络", "=red"),
    "battery": ("battery", "charge level", "電池", "電量", "电池", "电量", "幾趴電", "bateria"),
    "storage space": ("storage used", "storage space", "disk space", "儲存空間", "存储空间", "almacenamiento"),
    "bluetooth": ("bluetooth", "藍牙", "蓝牙"),
    "file": ("file name", "filename", "檔名", "文件名", "nombre del archivo"),
    "error code": ("error code", "錯誤代碼", "错误代码", "codigo de error"),
    "verification code": ("verification code", "otp", "驗證碼", "验证码", "codigo de verificacion"),
    "password": ("password", "passcode", "密碼", "密码", "contrasena"),
    "deadline": ("deadline", "closing date", "apply by", "reply by", "rsvp", "截止", "截止日", "plazo", "fecha limite"),
    "remark": ("remark", "remarks", "=note", "=notes", "memo", "備註", "备注", "observaciones", "notas"),
    "year": ("year", "年份", "哪一年", "哪年", "ano"),
    "month": ("month", "月份", "哪個月", "哪个月", "mes"),
}  # fmt: skip

#: Words of a question that ask, and do not name what is asked for.
STOP_WORDS = frozenset(
    """a an the of on in at to for from by with and or is are was were be been does do did has have had what which who
    whom whose where how many much there any this that these those it its i you me my we our us can could would should
    please tell show give find read say says said written write image images picture pictures photo photos screenshot
    photograph document page receipt invoice form screen chart table text value number numbers line word words shown
    displayed display appears appear appear(s) visible listed see seen as into about only just answer reply exactly
    according get got if so will than then per each all also stand stands printed print contain contains mention
    mentioned mentions exist exists field label labelled labeled entry column row cell bought buy purchased purchase
    list their they purchase purchases transaction made make issued done happen happened took take place sale setting settings
    option given during same after before going go come called exactly kind sort type word phrase section whole
    similar identical alike different difference differences first second third two both currently now charged they he she him her them who
    devolvieron devolvio dieron asciende ascendio quien el ella
    spent spend ordered order paid pay name one thing things called
    el la los las un una unos unas de del en a al por para con y o es son era fue esta este estos estas ese esa eso que
    cual cuales quien donde cuanto cuanta cuantos cuantas cuando hay se me mi su sus lo le les nos imagen imagenes foto
    fotos documento pagina recibo factura formulario pantalla grafico tabla texto valor numero linea palabra dice pone
    aparece aparecen muestra leer lee dime di dame favor como tiene tienen si no solo responde segun escrito
    compro compraron costo costaron pagar hizo hace realizo emitio compra transaccion sus cual fue corresponde aparecen
    existe contiene incluye menciona segun tipo clase llama hora""".split()
)

#: The same for 漢字; longest first when removed.
STOP_CJK = tuple(
    sorted(
        """這一 这一 那一 各 請問 請 告訴我 告诉我 這張 這些 那張 這份 這個 这张 这些 那张 这份 这个 圖像 圖片 图像 图片 照片 圖 图 上面 裡面 里面 上 裡 里 中 的 是 什麼 什么 甚麼
        多少 幾個 几个 幾 几 哪裡 哪里 哪一個 哪一个 哪個 哪个 哪些 誰 谁 有沒有 有没有 有 沒有 没有 嗎 吗 呢 了 和 與 与 及 在 為 为 請幫我 帮我 幫我 找出 找到 找 看到 看 讀出 读出 讀 读
        寫著 写着 寫 写 顯示 显示 出現 出现 收據 收据 發票 发票 文件 頁面 页面 頁 页 表單 表单 畫面 画面 螢幕 屏幕 截圖 截图 圖表 图表 表格 表 一共 總共 总共 內容 内容 文字 數字 数字 數值 数值
        列出 说明 說明 哪 何 個 个 張 张 份 這 这 那 它 我 你 您 都 也 嘛 吧 呀 啊 請說 回答 欄位 行 字 值 為何 為多少 是否 叫做 叫 買了 买了 購買 购买 小票 目前 現在 现在 他 她 它 家 間 间 間店 買 买 款 支 隻 只 購買 购买 交易 消費 消费 開立 开立 花了 多 少 要 付 元 幾分 几分 分數 設定 设置 如何 怎樣 怎样 怎麼 怎么 舉行 举行 此 該 该 用 被 到 於 于 以 把""".split(),
        key=len,
        reverse=True,
    )
)


@lru_cache(maxsize=4096)
def concepts_in(text: str) -> tuple[tuple[Concept, ...], str]:
    """The concepts that a text names, the longest name first, and what is left of the (plain) text without the names."""
    found = _named(text, asking=False)
    return tuple(dict.fromkeys(m.id for m in found)), _without(plain(text), found)


@lru_cache(maxsize=4096)
def concepts_asked(question: str) -> tuple[tuple[Concept, ...], str]:
    """The same of a question, in which phrases count that only ask: "how heavy"."""
    found = _named(question, asking=True)
    return tuple(dict.fromkeys(m.id for m in found)), _without(plain(question), found)


def _named(text: str, asking: bool) -> list[Mention]:
    """The concepts that a text names. In a question, loose ones go on as words, and one word that asks only hints."""
    found = [m for m in mentions(text, asking) if m.table == "concept"]
    if not asking:
        return found
    kinds = _question_words(text)
    # A question word says the kind of the answer, no more; a word that asks and is a label too ("time") names.
    asks = {m for m in found if m.role == "ask" and m.size > 1 and (m.start, m.end) not in kinds}
    return [m for m in found if not m.loose and (m.role in ("name", "ask and label") or m in asks)]


#: Kinds that are of many concepts. "When" is no hint at what is called a date, as "how heavy" is at a weight.
_COMMON = frozenset(
    "person organisation date time weekday place money amount count number percentage duration length reason manner list".split()
)


def _question_words(text: str) -> set[tuple[int, int]]:
    """Where the question words stand that say what kind of thing is asked for, and no more."""
    return {(m.start, m.end) for m in mentions(text, asking=True) if m.table == "ask" and m.id in _COMMON}


def _without(text: str, named: Iterable[Mention]) -> str:
    for start, end in sorted({(m.start, m.end) for m in named}, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


@lru_cache(maxsize=4096)
def terms(text: str) -> tuple[str, ...]:
    """The words of a text that carry meaning: Latin words and numbers, and runs of 漢字 without what asks."""
    folded = re.sub(r"['’]s\b", "", plain(text))
    # "Beef noodle soup" is one thing, which other languages have one name for.
    whole = [m for m in mentions(folded) if m.table == "thing" and m.size > 1 and not is_cjk(folded[m.start])]
    together = [folded[m.start : m.end] for m in sorted(whole, key=lambda m: m.start)]
    folded = _without(folded, whole)
    words = together + [w.strip(".,:-/'") for w in re.findall(r"[^\W_](?:[^\W_]|[.,:/'\-](?=[^\W_]))*", _without_cjk(folded))]
    found = [w for w in words if w and w not in STOP_WORDS]
    for run in re.findall(r"[\u3400-\u9fff\uf900-\ufaff]+", folded):
        for stop in STOP_CJK:
            run = run.replace(plain(stop), " ")
        found += [piece for piece in run.split() if piece]
    return tuple(dict.fromkeys(found))


def _without_cjk(text: str) -> str:
    return "".join(" " if is_cjk(c) else c for c in text)


#: Words that say little of what is asked for: verbs of getting and going, owners, politeness. One that a page does not
#: have is no sign that the page does not answer.
WEAK_WORDS = frozenset(
    """applicant holder person people someone card bill ticket pass letter note mail email message menu list item items thing things train bus
    flight car map sign label poster slide dialog window app site website network machine product package pack packet parcel event
    leave leaves leaving need needs needed want know think coming come comes bring brings held take takes taking taken play playing plays earn earned sold sell cover covered covers serve served sign signed live lives set said write wrote written produce produced finish admission open get gets give given gave work works working belong belongs
    use used using run runs hold held keep let start starts begin begins end ends finish finished happen happens
    happening say says tell show shows call called describe mean means stand stay left remain remaining main full whole exact
    currently today now right next total number amount count sum name type kind sort time day date cost costs price paid pay
    surcharge period applies apply fee charge level value metres meters metros kilos kilograms grams gramos euros dollars pounds cubic cubicos square cuadrados minutes hours days
    degrees grados units unidades games game far long big large old heavy tall high full hot cold
    roughly about approximately around exactly hi hello thanks thank need wonder wondering really actually ok okay lot bit
    report expense reports help check checking sure possible order company shop store place side part able made make per
    necesito saber quiero puede puedes podria gustaria hacer ir va tener dar ver favor usar cosa cosas persona cliente
    numero total nombre fecha hora dia precio cada algun alguna hoy ahora mas menos sobre entre hasta desde sin
    tarjeta billete vuelo tren autobus mapa carta menu lista pedido cuenta was were one ones there them been being""".split()
)
WEAK_CJK = tuple(
    "想 知道 需要 可以 能 大約 大约 大概 左右 目前 今天 現在 现在 全部 共 總 总 客人 本人 裡頭 一次 這封 这封 這次 这次 信 票 單 单 卡 後 后 前 時 时 來 来 去 給 给 會 会 最 好 賣 卖 點 点 號 号 樣 样 做 叫 開 开".split()
)

#: Words that say the same, across languages: one of them in a question is found by any other on a page.
SYNONYMS: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "bring brings llevar traer carry 帶 带", "serves servings serving people persons personas raciones porciones 人份", "open opens opening abre abren abierto abierta apertura 開門 开门 營業 营业 開放 开放 開館 开馆",
        "close closes closed closing cierra cierran cerrado cerrada cierre 公休 休息 打烊 關門 关门 閉館 闭馆",
        "cancelled canceled cancel cancelado cancelada 取消",
        "delayed delay late retrasado retraso 延誤 延误 誤點 晚点",
        "nuts nut almonds almond hazelnut peanut walnut 堅果 坚果",
        "monday lunes 週一 周一 星期一 禮拜一", "tuesday martes 週二 周二 星期二 禮拜二", "wednesday miercoles 週三 周三 星期三 禮拜三",
        "thursday jueves 週四 周四 星期四 禮拜四", "friday viernes 週五 周五 星期五 禮拜五", "saturday sabado sabados 週六 周六 星期六 禮拜六",
        "sunday domingo domingos 週日 周日 星期日 星期天 禮拜天",
        "january enero 一月 1月", "february febrero 二月 2月", "march marzo 三月 3月", "april abril 四月 4月", "june junio 六月 6月", "july julio 七月 7月",
        "august agosto 八月 8月", "september septiembre 九月 9月", "october octubre 十月 10月", "november noviembre 十一月 11月", "december diciembre 十二月 12月",
        "month monthly mes mensual mensualidad 每月 月費", "lease tenancy rental agreement contract 租約 租约 contrato", "auth authorisation authorization autorizacion 授權 授权", "litres liters litre liter litros l", "annual yearly anual 每年 年費", "daily diario diaria 每日 每天",
        "student students estudiante estudiantes 學生 学生", "adult adults adulto adultos 成人", "child children nino ninos 兒童 儿童",
        "breakfast desayuno 早餐", "lunch almuerzo comida 午餐", "dinner cena 晚餐", "dessert desserts postre postres 甜點 甜点",
        "drink drinks beverage beverages bebida bebidas 飲料 饮料", "starter starters entrantes 前菜", "main mains principales 主菜",
        "laboratory lab", "happen happens occur occurs", "wear dress clothes attire", "begin begins start starts empieza empezar comienza 開始 开始",
        "end ends finish finishes termina acaba 結束 结束", "stop parar detenerse", "park parking aparcar estacionar 停車 停车",
        "wedding married marry marrying boda", "free gratis gratuito gratuita 免費 免费", "return returns returned devolver devolucion 退貨 退货",
        "photo photos picture pictures image images", "buy bought purchase purchased", "pay paid pays payment", "hire hiring hired",
        "train trains tren trenes 火車 火车", "bus buses autobus autobuses 公車 公交车", "ferry ferries ship ships boat 船 渡輪 渡轮",
        "milk leche 牛奶", "bread pan 麵包 面包", "water agua 水", "coffee cafe 咖啡", "tea te 茶", "rice arroz 米飯", "chicken pollo 雞肉", "fish pescado 魚 鱼",
        "beef ternera 牛肉", "cheese queso 起司", "egg eggs huevo huevos 雞蛋 鸡蛋", "sugar azucar 糖", "salt sal 鹽 盐", "beer cerveza 啤酒", "wine vino 葡萄酒",
        "spring primavera 春季 春天", "summer verano 夏季 夏天", "autumn fall otono 秋季 秋天", "winter invierno 冬季 冬天",
        "north norte 北", "south sur 南", "east este 東 东", "west oeste 西",
    )
)  # fmt: skip
_SAME = {word: group for group in SYNONYMS for word in group}


def synonyms(word: str) -> frozenset[str]:
    """A plain word and those that say the same."""
    return _SAME.get(word, frozenset((word,)))


_PAPER = re.compile(
    r"\b(?:boarding (?:pass|card)|business card|staff card|id card|identity card|credit card|menu card|price list|packing list|user manual)\b|名片|登機證|登机牌|菜單上|菜单上|價目表|表格|\btarjeta de (?:embarque|visita)\b"
)
Expects: TypeAlias = Literal["time", "date", "money", "number", "duration", "who"]

#: What kind of thing an answer has to hold, by how the question begins.
_EXPECTS: tuple[tuple[Expects, str], ...] = (
    ("time", r"\bwhat time\b|\bat what hour\b|幾點|几点|幾時|\b(?:a |de )?que hora\b"),
    ("duration", r"\bhow long\b|多久|多長時間|多长时间|幾(?:天|年|個月|分鐘|小時)|几(?:天|年|个月|分钟|小时)|\bcuanto (?:tiempo|dura|tarda)\b|\bhow many (?:days|hours|minutes|years|months|nights|weeks)\b"),
    ("money", r"\bhow much\b.*\b(?:cost|costs|paid|pay|spend|spent|charged?|price|due|owe|is|was|were|are|did|does|for|would)\b|\bhow expensive\b|多少錢|多少钱|\bcuanto (?:cuesta|cuestan|costo|costaron|vale|pague|es|fue|hay que pagar|se pago)\b|\b(?:price|cost|fee|fare|amount)\b|價格|价格|價錢|价钱|金額|金额|\b(?:precio|importe|coste|tarifa)\b"),
    ("number", r"\bhow (?:many|much|old|big|large|far|tall|high|heavy|often|full|fast|strong|hot|cold)\b|\bnumber\b|\bpercent(?:age)?\b|多少|幾(?=[個张張次度人種位歲條份件間站層樓斤公號号])|几(?=[个张次度人种位岁条份件间站层楼斤公])|\bcuant[oa]s?\b|\bporcentaje\b"),
    ("date", r"\bwhen\b|\bwhat (?:day|date)\b|\b(?:which|what) (?:day|date)\b|何時|什麼時候|什么时候|哪一?[天日]|幾月幾|\bcuando\b|\bque dia\b|\ben que fecha\b"),
    ("who", r"\bwho(?:se|m|'s)?\b|誰|谁|哪位|哪一位|\bquien(?:es)?\b"),
)  # fmt: skip
_EXPECTED = tuple((name, re.compile(pattern)) for name, pattern in _EXPECTS)
_ASKING = re.compile(
    r"\bhow (?:many|much|long|old|far|often)\b|\bwhat time\b|\bwhen\b|\bwho(?:se|m)?\b|\bwhere\b|何時|什麼時候|什么时候|多少錢|多少钱|幾點|几点|多久|誰|谁|\bcuando\b|\bquien(?:es)?\b|\bque hora\b|\bque dia\b"
)


def expects(question: str) -> Expects | None:
    folded = plain(question)
    return next((name for name, pattern in _EXPECTED if pattern.search(folded)), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question taken apart: what kind of thing, of what, and what an answer to it has to hold."""

    concepts: tuple[str, ...]
    terms: tuple[str, ...]
    expects: Expects | None = None
    #: The plain question, for labels of the page that it may name.
    text: str = ""
    #: Words of the question with a capital, which name something.
    names: tuple[str, ...] = ()
    #: What may be meant without a word for it: "how far" may be called a distance.
    hints: tuple[str, ...] = ()
    #: The kind of the answer: what the question word says ("who": person), else that of the first concept's values.
    kind: str | None = None
    #: The ends of orders that may be asked for: "fastest" is the most of a speed or the least of a time.
    degrees: tuple[Degree, ...] = ()
    #: What to do with values: "sum", "difference", "average", "more than" …
    operations: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.concepts and not self.terms and not self.hints

    @property
    def strong(self) -> tuple[str, ...]:
        return tuple(term for term in self.terms if not is_weak(term))


def is_weak(term: str) -> bool:
    if is_cjk(term[0]):
        return term in WEAK_CJK or bool(
            re.fullmatch(r"[一兩两每幾几][罐瓶份個个張张碗杯盒包件顆颗本支條条人位天年]?", term)
        )
    return term in WEAK_WORDS or (len(term) == 1 and not term.isdigit())


_HINTS: tuple[tuple[Concept, str], ...] = (
    ("distance", r"\bhow far\b|多遠|多远|\ba que distancia\b"),
    ("duration", r"\bhow long\b|多久|\bcuanto (?:dura|tarda)\b"),
    ("age", r"\bhow old\b|幾歲|几岁|多大年|\bcuantos anos tiene\b"),
    ("size", r"\bhow (?:big|large)\b|多大|\bque tamano\b"),
    (
        "company",
        r"\bwho sold\b|\bwhere did (?:i|we) (?:buy|shop|get)\b|\bquien (?:me )?vend|誰賣|谁卖|在哪(?:裡|里)買|在哪(?:里|儿)买",
    ),
    (
        "contact",
        r"[找問问](?:誰|谁)|聯絡誰|联系谁|\bwho (?:do|should|can|to) (?:i |we )?(?:contact|call|ask)\b|\bcon quien\b",
    ),
    (
        "origin",
        r"\bwhere\b.*\b(?:made|produced|manufactured|grown|come from)\b|哪(?:裡|里)(?:製造|生產|出產|制造|生产|出产)|\bdonde se (?:hace|fabrica|produce)",
    ),
    (
        "dosage",
        r"\bhow (?:do|to|should|can) .{0,20}\b(?:use|apply|take)\b|怎麼(?:用|吃|使用)|怎么(?:用|吃|使用)|如何使用|\bcomo se (?:usa|aplica|toma)\b",
    ),
    ("cash", r"\bpaid\b|\bse pago\b|付了"),
    ("due date", r"\bby when\b|\buntil when\b|最晚|最遲|最迟|\bhasta cuando\b|\bantes de cuando\b|截止"),
    ("deadline", r"\bby when\b|\buntil when\b|最晚|最遲|最迟|\bhasta cuando\b|\bantes de cuando\b|截止"),
    ("discount", r"\bhow much (?:did|do|would|can) (?:i|we|you) save\b|省(?:了|下)?多少"),
    ("height", r"\bhow tall\b|多高"),
    ("balance", r"\bleft to pay\b|\bstill (?:to pay|owe)\b|還(?:要|欠)|还(?:要|欠)|\bqueda por pagar\b"),
    ("customer", r"\b(?:under )?whose name\b|\ba nombre de quien\b|在誰名下|登記在"),
    ("account holder", r"\bwhose account\b|\bde quien es la cuenta\b|誰的(?:帳|账)[戶户]"),
    ("guest", r"\bwhose name\b|\bthe booking\b"),
    ("temperature", r"\bhow (?:cold|hot|warm)\b|幾度|几度|多冷|多熱|多热"),
    ("address", r"\bwhere\b.*\b(?:located|live|is the (?:business|shop|store|hotel|restaurant))\b"),
    ("item", r"\bwhat(?:'s| is) inside\b|裡面(?:裝|是)|里面(?:装|是)|\bque contiene\b"),
    ("battery", r"還有多少電|还有多少电|剩多少電"),
    ("genre", r"\bque genero\b"),
)
_HINTED = tuple((concept, re.compile(pattern)) for concept, pattern in _HINTS)


def hints(folded: str) -> tuple[Concept, ...]:
    return tuple(concept for concept, pattern in _HINTED if pattern.search(folded))


#: What a bare question of each kind asks a page for: "When was this?" wants its date.
BARE: dict[Expects, Concept] = {"time": "time", "date": "date", "money": "total"}


def wanted(question: str) -> Wanted:
    asked = expects(question)
    folded = plain(question)
    quoted = " ".join(re.findall(r"[“\"「『«‘]([^”\"」』»’]{1,80})[”\"」』»’]", question))
    if quoted:
        concepts = concepts_asked(question)[0] if len(plain(quoted)) < 2 else ()
        return Wanted(concepts, terms(quoted) or (plain(quoted),), asked, folded)
    # What a paper is called says nothing of what stands on it, nor does "time" in "what time".
    bare = _ASKING.sub(" ", _PAPER.sub(" ", folded))
    if asked in ("time", "duration"):
        bare = re.sub(r"時間|时间|\btime\b|\bhora\b", " ", bare)
    concepts, rest = concepts_in(bare)
    if asked == "money" and "due date" in concepts and not re.search(r"\bwhen\b|\bdate\b", folded):
        concepts = tuple("total" if c == "due date" else c for c in concepts)
    if asked == "who" and "issue date" in concepts:
        # "Who issued this?" asks for no date.
        concepts = tuple("company" if c == "issue date" else c for c in concepts)
    if asked == "money" and re.search(r"\bdue\b|\bowe\b|\bdebo\b", folded) and not concepts:
        concepts = ("total",)
    if "error" in concepts and re.search(r"\bwhy\b|為什麼|为什么|\bpor que\b", folded):
        # "Why did the login fail?": the message says it.
        return Wanted(("error",), (), None, folded)
    words = terms(rest)
    if asked in ("date", "time") and concepts == ("item",) and all(map(is_weak, words)):
        # "When was it bought?" asks for no thing that was bought.
        concepts = ()
    if not concepts and asked in BARE and all(map(is_weak, words)) and not hints(folded):
        return replace(want, concepts=(BARE[asked],), terms=())
    # "City" in the middle of a question is a name; "city" is a kind of thing.
    titled = [w for w in re.findall(r"(?<=[a-z,] )[A-Z][a-záéíóúñ]{3,}\b", question) if not question.istitle()]
    words = tuple(dict.fromkeys((*words, *(plain(w) for w in titled if plain(w) not in STOP_WORDS))))
    return replace(want, terms=words, names=tuple(map(plain, titled)))


def _kind(found: Iterable[Mention], concepts: tuple[Concept, ...]) -> str | None:
    """The question word's kind. "How much" alone may be of anything that is measured: the concept says of what."""
    asked = next((m.id for m in found if m.table == "ask"), None)
    loose = (m.id for m in found if m.table == "concept" and m.role == "name")
    of = next((kind_of_concept(concept) for concept in (*concepts, *loose)), None)
    return of or asked if asked in (None, "amount", "number", "list") else asked


def names_word(word: str, text: str) -> bool:
    """Whether a plain text has a plain word, as a word."""
    if not word:
        return False
    if word.isascii() and word[0].isalnum():
        return bool(re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text))
    return word in text


_MORE_SHAPES: dict[str, ShapeKind] = {
    "圓": "circle",
    "圆": "circle",
    "方塊": "square",
    "方块": "square",
    "矩形": "rectangle",
    "星": "star",
}


def named_shapes(text: str) -> set[ShapeKind]:
    """The kinds of shape that a plain text names, in any of the languages."""
    found: set[ShapeKind] = set()
    for names in SHAPE_NAMES.values():
        for kind, words in names.items():
            if kind not in ("line", "other") and any(names_word(plain(w) + s, text) for w in words for s in ("", "s")):
                found.add(kind)
    if not re.search("橢|椭", text):
        found |= {kind for word, kind in _MORE_SHAPES.items() if word in text}
    return found


def named_colours(text: str) -> set[ColourName]:
    """The colours that a plain text names: "red", "rojas", "紅"."""
    found: set[ColourName] = set()
    for names in COLOUR_NAMES.values():
        for colour, name in names.items():
            word = plain(name)
            stem = word[:-1] if word.endswith(("色", "o")) else word
            forms = (
                word,
                word + "s",
                word + "es",
                *((stem + "os", stem + "a", stem + "as") if word.endswith("o") else ()),
            )
            if any(names_word(form, text) for form in forms) or (word.endswith("色") and stem in text):
                found.add(colour)
    return found


# --- which language -----------------------------------------------------------------------------------------

#: 繁 and 简 of frequent characters, side by side; those written alike are of no use here.
_PAIRS = """這这個个們们麼么樣样圖图張张裡里嗎吗總总計计價价錢钱電电話话號号碼码請请問问標标題题說说寫写與与對对於于發发單单據据數数幾几顏颜區区別别
較较還还讀读動动態态應应為为內内書书從从來来時时間间哪哪兩两種种語语簡简關关係系實实習习學学國国會会開开鍵键選选擇择按按鈕钮錯错誤误訊讯輸输畫画螢荧
檔档網网頁页變变處处類类條条統统軟软體体確确認认資资臺台灣湾銀银廣广東东車车誰谁識识圓圆紅红綠绿藍蓝黃黄邊边頭头買买賣卖貴贵長长門门見见貨货機机點点
聽听說说樓楼給给過过進进遠远達达運运費费額额稅税購购賬账圍围場场壞坏壓压夠够婦妇將将屬属幣币師师帳帐幫帮強强彈弹後后徑径愛爱戶户擔担換换撥拨損损擬拟
攝摄敵敌斷断無无曆历會会極极構构檢检歲岁歷历氣气決决況况測测準准滅灭滿满潔洁營营爾尔獎奖獲获現现環环產产畢毕當当療疗發发盡尽監监盤盘眾众碼码禮礼禁禁
稱称積积穩稳窮穷競竞筆笔節节範范築筑簽签紀纪約约級级純纯紙纸細细終终組组結结絕绝經经維维緊紧線线編编緩缓練练縣县績绩續续義义聯联聲声職职腦脑臨临舉举舊旧
藝艺藥药術术衛卫補补裝装製制複复覺觉觀观規规視视親亲計计訂订記记許许設设試试詳详課课調调談谈諮谘證证護护譯译議议貝贝負负財财責责費费賀贺質质賽赛贈赠贊赞趕赶
趨趋趙赵軌轨輕轻載载輛辆辦办邏逻郵邮醫医釋释針针錄录鐵铁鐘钟鏡镜閉闭閱阅隊队際际險险雖虽雜杂離离難难雲云靜静響响項项順顺預预領领頻频顆颗願愿顧顾顯显飛飞飯饭
館馆驗验驚惊體体鬆松魚鱼鳥鸟麗丽麥麦齊齐龍龙龜龟"""
_CJK_PAIRS = [char for char in _PAIRS if not char.isspace()]
TRADITIONAL = frozenset(_CJK_PAIRS[0::2])
SIMPLIFIED = frozenset(_CJK_PAIRS[1::2])
_ONLY_TRADITIONAL, _ONLY_SIMPLIFIED = TRADITIONAL - SIMPLIFIED, SIMPLIFIED - TRADITIONAL
SPANISH = frozenset(
    """que cual cuales cuanto cuanta cuantos cuantas donde cuando quien hay el la los las una esta este estas estos imagen
    imagenes es son en del describe describa dime por favor como lee texto foto primera segunda color colores diferencia
    diferencias compara transcribe extrae resume tabla recibo factura fecha hola si no y de un con se parecen mas para
    muestra titulo boton pagina hace cambia cambio son se ve""".split()
)  # fmt: skip
ENGLISH = frozenset(
    """what which who where when how the is are was this that these there any image images picture please describe compare
    read list show find many much of in on and does do it tell me total transcribe extract summarize summarise a an
    between difference differences first second text two similar to""".split()
)  # fmt: skip


def language_of(text: str, otherwise: Language = "en") -> Language:
    """The language that a text is written in, among those the reader writes."""
    cjk = sum(is_cjk(c) for c in text)
    if cjk and cjk * 3 >= sum(c.isalpha() and not is_cjk(c) for c in text):
        simplified = sum(c in _ONLY_SIMPLIFIED for c in text)
        return "zh-CN" if simplified > sum(c in _ONLY_TRADITIONAL for c in text) else "zh-TW"
    words = re.findall(r"[^\W\d_]+", plain(text))
    if not words:
        return otherwise
    spanish = sum(w in SPANISH for w in words) + 2 * any(c in "¿¡ñ" for c in text) + any(c in "áéíóú" for c in text)
    return "es" if spanish > sum(w in ENGLISH for w in words) else "en"


_TOLD: tuple[tuple[Language | None, str], ...] = (
    ("zh-TW", r"traditional chinese|繁體|正體|繁体中文|正体中文|chino tradicional|zh-tw|zh-hant|台灣中文"),
    ("zh-CN", r"simplified chinese|简体|簡體|chino simplificado|zh-cn|zh-hans"),
    ("es", r"\bspanish\b|西班牙[語语文]|\bespanol\b|castellano"),
    ("en", r"\benglish\b|英[語语文]|\bingles\b"),
    (None, r"\bchinese\b|\bmandarin\b|中文|漢語|汉语|國語|\bchino\b"),
)
#: Languages that people ask for and that the reader cannot write.
_FOREIGN = re.compile(
    r"\b(french|german|japanese|korean|italian|portuguese|russian|arabic|hindi|dutch|frances|aleman|japones|coreano|italiano"
    r"|portugues|ruso|arabe|francais|deutsch)\b|(法|德|日|韓|韩|義大利|意大利|葡萄牙|俄|阿拉伯)[語语文]"
)
_SPEAK = re.compile(
    r"\b(respond|answer|reply|write|speak|use|output|responses?|answers?|translate|language|always|only|in|responde[r]?|responda"
    r"|contesta[r]?|escribe|habla|usa|en|solo|idioma)\b|回答|回應|回应|回覆|回复|使用|用|以|只|請說|答"
)


def told_language(text: str) -> tuple[Language | None, str | None]:
    """The language that an instruction asks for, and one that it asks for in vain."""
    for sentence in re.split(r"[.。!！?？;；\n]", plain(text)):
        if not _SPEAK.search(sentence):
            continue
        for language, pattern in _TOLD:
            if (match := re.search(pattern, sentence)) and _instructs(sentence, match.start()):
                # "In Chinese": the script of whoever asks, if that is known.
                asked = language or language_of(text)
                return (asked if asked in ("zh-TW", "zh-CN") or language else "zh-TW"), None
        if (match := _FOREIGN.search(sentence)) and _instructs(sentence, match.start()):
            return None, match.group()
    return None, None


_BEFORE = re.compile(
    r"(\b(in|en|only|solo|use|using|speak|write|habla|usa|is|idioma|language:?|strictly|always|a|al)\s+(the\s+|el\s+)?(idioma\s+)?|[用以說说使成為为]|只能?用?|使用)\s*$"
)


def _instructs(sentence: str, at: int) -> bool:
    """Whether a language's name is what the answer shall be in ("in Spanish"), not what is asked about."""
    if re.search(r"\b(?:is|are|was|were|written|esta|estan) (?:in|en) $", sentence[:at]):
        # "Which of them is in Spanish?"
        return False
    return bool(_BEFORE.search(sentence[:at])) or len(sentence.split()) <= 3
