"""Words to make pages of, by language: for prose, names, headlines, and what repeats as content."""

_PROSE = {
    "en": "the harbour of town council river bridge with voted again before winter market about "
    "people came late because water rose over stone walls while children sang under trees near "
    "old station where trains stopped every morning for bread fish coal wool letters",
    "de": "der Hafen von Stadt Rat Fluss Brücke mit stimmte wieder vor Winter Markt über Leute "
    "kamen spät weil Wasser stieg an Mauern während Kinder sangen unter Bäumen nahe alten "
    "Bahnhof wo Züge hielten jeden Morgen für Brot Fisch Kohle Wolle Briefe",
    "fr": "le port de ville conseil rivière pont avec vota encore avant hiver marché sur gens "
    "vinrent tard car eau monta contre murs pendant enfants chantaient sous arbres près vieille "
    "gare où trains passaient chaque matin pour pain poisson charbon laine lettres",
    "es": "el puerto de ciudad consejo río puente con votó otra vez antes invierno mercado sobre "
    "gente llegó tarde porque agua subió por muros mientras niños cantaban bajo árboles cerca "
    "vieja estación donde trenes paraban cada mañana para pan pescado carbón lana cartas",
    "ru": "порт города совет река мост снова голосовал перед зимой рынок люди пришли поздно потому "
    "что вода поднялась над стенами пока дети пели под деревьями возле старого вокзала где поезда "
    "стояли каждое утро ради хлеба рыбы угля шерсти писем",
    "pl": "port miasta rada rzeka most znowu głosowała przed zimą targ ludzie przyszli późno bo "
    "woda wzrosła nad murami gdy dzieci śpiewały pod drzewami obok starego dworca gdzie pociągi "
    "stały co rano dla chleba ryb węgla wełny listów",
    "it": "il porto di città consiglio fiume ponte con votò ancora prima inverno mercato sopra "
    "gente arrivò tardi perché acqua salì sui muri mentre bambini cantavano sotto alberi vicino "
    "vecchia stazione dove treni fermavano ogni mattina per pane pesce carbone lana lettere",
    "pt": "o porto da cidade conselho rio ponte com votou outra vez antes inverno mercado sobre "
    "gente chegou tarde porque água subiu pelos muros enquanto crianças cantavam sob árvores perto "
    "velha estação onde comboios paravam cada manhã para pão peixe carvão lã cartas",
    "tr": "liman şehir meclis nehir köprü ile yine oyladı önce kış pazar üzerine insanlar geç "
    "geldi çünkü su yükseldi duvarlar boyunca çocuklar söyledi ağaçlar altında yakın eski istasyon "
    "orada trenler durdu her sabah için ekmek balık kömür yün mektup",
    "nl": "de haven van stad raad rivier brug met stemde weer voor winter markt over mensen kwamen "
    "laat omdat water steeg langs muren terwijl kinderen zongen onder bomen bij oude station waar "
    "treinen stopten elke ochtend voor brood vis kolen wol brieven",
    "ja": "港の 町の 議会は 川に 橋を 冬の前に 市場で 人々が 遅く "
    "水が 石の壁を 子供たちは 木の下で "
    "古い駅の 列車が 毎朝 パンと 魚を 石炭や 羊毛と 手紙を 運び 歌い 見て 来た 静かに 山から",
    "ar": "الميناء في المدينة المجلس النهر الجسر مع صوت مرة قبل الشتاء السوق حول الناس جاؤوا "
    "متأخرين لأن الماء ارتفع فوق الجدران بينما غنى الأطفال تحت الأشجار قرب المحطة القديمة حيث "
    "توقفت القطارات كل صباح من أجل الخبز السمك الفحم الصوف الرسائل",
}
WORDS = {language: text.split() for language, text in _PROSE.items()}

_LATIN = "Marlow Hadley Brandt Keller Moreau Dupont Vargas Lorca Rossi Bianchi Silva Nowak Kaya"
NAMES = {language: _LATIN.split() for language in _PROSE}
NAMES["ru"] = ["Орлов", "Белова", "Крылов", "Зимин", "Громова", "Волков", "Седова", "Лебедев"]
NAMES["ja"] = ["佐藤", "鈴木", "高橋", "田中", "渡辺", "伊藤", "山本", "中村"]
NAMES["ar"] = ["سمير", "ليلى", "كريم", "نادية", "يوسف", "هدى", "فريد", "منى"]

HEADLINES = dict.fromkeys(_PROSE, ("{0} {1}", "{1} {0}", "{1}"))

SECTIONS = {
    "en": ("The long water, part {}", "Introduction", "What comes next"),
    "de": ("Das lange Wasser, Teil {}", "Einleitung", "Wie es weitergeht"),
    "fr": ("La longue eau, partie {}", "Introduction", "Et après"),
    "es": ("El agua larga, parte {}", "Introducción", "Lo que viene"),
    "ru": ("Долгая вода, часть {}", "Введение", "Что дальше"),
    "pl": ("Długa woda, część {}", "Wstęp", "Co dalej"),
    "it": ("La lunga acqua, parte {}", "Introduzione", "Che cosa verrà"),
    "pt": ("A água longa, parte {}", "Introdução", "O que vem depois"),
    "tr": ("Uzun su, bölüm {}", "Giriş", "Bundan sonra"),
    "nl": ("Het lange water, deel {}", "Inleiding", "Hoe het verder gaat"),
    "ja": ("長い水 第{}回", "はじめに", "これから"),
    "ar": ("الماء الطويل الجزء {}", "مقدمة", "ماذا بعد"),
}
"""The line of a series, and two headings that every page has."""

LABELS = {
    "en": ("Ingredients", "Method"), "de": ("Zutaten", "Zubereitung"),
    "fr": ("Ingrédients", "Préparation"), "es": ("Ingredientes", "Elaboración"),
    "ru": ("Ингредиенты", "Приготовление"), "pl": ("Składniki", "Przygotowanie"),
    "it": ("Ingredienti", "Preparazione"), "pt": ("Ingredientes", "Modo de preparo"),
    "tr": ("Malzemeler", "Hazırlanışı"), "nl": ("Ingrediënten", "Bereiding"),
    "ja": ("材料", "作り方"), "ar": ("المكونات", "الطريقة"),
}  # fmt: skip
SPEAKERS = {
    "en": ("Moderator", "Guest"), "de": ("Frage", "Antwort"), "fr": ("Question", "Réponse"),
    "es": ("Pregunta", "Respuesta"), "ru": ("Ведущий", "Гость"), "pl": ("Pytanie", "Odpowiedź"),
    "it": ("Domanda", "Risposta"), "pt": ("Pergunta", "Resposta"), "tr": ("Soru", "Cevap"),
    "nl": ("Vraag", "Antwoord"), "ja": ("司会", "客"), "ar": ("سؤال", "جواب"),
}  # fmt: skip
REFRAINS = {
    "en": "Row home, row home, the tide is low", "de": "Rudert heim, das Wasser fällt",
    "fr": "Rentrons, rentrons, la mer est basse", "es": "A casa, a casa, que baja el mar",
    "ru": "Домой, домой, вода ушла", "pl": "Do domu, do domu, woda opada",
    "it": "A casa, a casa, cala il mare", "pt": "Para casa, para casa, desce o mar",
    "tr": "Eve dön, eve dön, sular çekildi", "nl": "Roei naar huis, het tij is laag",
    "ja": "帰ろう帰ろう潮は引く", "ar": "إلى البيت إلى البيت البحر هادئ",
}  # fmt: skip
