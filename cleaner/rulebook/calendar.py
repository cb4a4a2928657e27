"""Words of dates: names of months and of days of the week, as they stand beside numbers.

Languages that write them with a capital inside a line need not be here, nor those that number
their months. Only words, no grammar: what a word means does not matter for masking it.
"""

from __future__ import annotations

_MONTHS = (
    # English, German, Dutch
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "januar jänner februar märz mai juni juli oktober dezember dez mrz okt "
    "januari februari maart mei augustus mrt "
    # French, Spanish, Portuguese, Italian, Catalan, Romanian
    "janvier février mars avril juin juillet août septembre octobre novembre décembre janv févr "
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre "
    "diciembre ene abr ago dic "
    "janeiro fevereiro março maio junho julho setembro outubro novembro dezembro fev set out "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug ott "
    "gener febrer març maig juny juliol agost setembre desembre "
    "ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie "
    # Swedish, Danish, Norwegian, Finnish, Estonian
    "augusti marts maj desember tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta "
    "heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta jaanuar veebruar märts aprill "
    "juuni juuli oktoober detsember "
    # Polish, Czech, Slovak, Croatian, Slovene
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada "
    "grudnia ledna února března dubna května června července srpna září října listopadu prosince "
    "januára februára apríla mája júna júla augusta septembra októbra novembra decembra "
    "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna studenoga prosinca "
    "januarja februarja aprila junija julija avgusta "
    # Hungarian, Turkish, Indonesian, Baltic
    "január február március április május június július augusztus szeptember október "
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık "
    "maret juni juli agustus oktober desember janvāris februāris aprīlis maijs jūnijs jūlijs "
    "augusts septembris oktobris novembris decembris sausio vasario kovo balandžio gegužės "
    "birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio "
    # Russian, Ukrainian, Belarusian, Bulgarian, Serbian
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря "
    "янв фев мар апр июн июл авг сен окт ноя дек "
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня "
    "студзеня красавіка чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня "
    "януари февруари март април май юни юли август септември октомври ноември декември "
    "јануар фебруар јун јул септембар октобар новембар децембар "
    # Greek, Arabic, Persian, Hebrew
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου "
    "οκτωβρίου νοεμβρίου δεκεμβρίου "
    "يناير فبراير مارس أبريل ابريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر "
    "ژانویه فوریه آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر فروردین اردیبهشت خرداد تیر "
    "مرداد شهریور مهر آبان آذر دی بهمن اسفند "
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר "
    "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר "
    # Hindi, Bengali, Urdu, Thai
    "जनवरी फरवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर सितम्बर अक्टूबर अक्तूबर नवंबर नवम्बर "
    "दिसंबर दिसम्बर "
    "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর "
    "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر "
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน "
    "ธันวาคม"
)

_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles jueves viernes sábado domingo "
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "luni marți miercuri joi vineri sâmbătă duminică "
    "måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag "
    "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maanantaina tiistaina "
    "keskiviikkona torstaina perjantaina lauantaina sunnuntaina "
    "poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek "
    "neděle pondelok utorok streda štvrtok piatok nedeľa "
    "hétfő kedd szerda csütörtök péntek szombat vasárnap "
    "понедельник вторник среда четверг пятница суббота воскресенье "
    "понеділок вівторок середа четвер п’ятниця субота неділя "
    "понеделник сряда четвъртък петък събота "
    "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή "
    "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد "
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar"
)

MONTHS = frozenset(_MONTHS.split())
"""Names of months and what they are cut to."""
DAYS = frozenset(_DAYS.split())
"""Names of the days of the week."""
