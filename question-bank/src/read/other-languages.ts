/** The fields for which words of further languages are known. */
type Named = 'stem' | 'answer' | 'explanation' | 'picture' | 'chapter' | 'type' | 'id' | 'options';

/**
 * What columns and keys are called in languages that the names beside them do not hold: as words are written without
 * marks (`folded`), the surer ones first. Only words that say nothing else in any of these languages.
 */
const WORDS: Readonly<Record<Named, string>> = {
  stem:
    'pytanie trescpytania pytania soru sorumetni soruicerigi cauhoi noidungcauhoi pertanyaan soal pitanje tekstpitanja intrebare intrebarea textintrebare vraag vraagtekst otazka ' +
    'kerdes fraga fragan sporgsmal sporsmal kysymys питання текстпитання запитання 문제 질문 問題 設問 問題文 السؤال سؤال प्रश्न testodomanda textopregunta textopergunta textequestion domande kusimus jautajums klausimas въпрос ερώτηση שאלה enonce intitule libelle testo texto texte tresc tekst metin noidung teks szoveg текст',
  answer:
    'corretta giusta rispostagiusta rispostecorrette opzionecorretta correta respostacerta respostascorretas alternativacorreta opcaocorreta opcioncorrecta respuestascorrectas respuestavalida ' +
    'bonnereponse bonnesreponses reponsecorrecte reponsejuste reponsescorrectes poprawna poprawnaodp poprawnaodpowiedz prawidlowa prawidlowaodpowiedz odpowiedzprawidlowa odpowiedzpoprawna ' +
    'dogrucevap dogrusik dogrusecenek cevap cevabi dapan dapandung cautraloidung jawaban jawabanbenar kuncijawaban gabarito tacanodgovor tacniodgovori tocanodgovor tocniodgovori ispravanodgovor tacan raspunscorect raspunsuricorecte variantacorecta ' +
    'juistantwoord juisteantwoord goedeantwoord spravnaodpoved spravna helyesvalasz helyes rattsvar ratt korrektsvar riktigtsvar riktigsvar oikeavastaus правильнавідповідь вірнавідповідь відповідь ' +
    'oigevastus oige pareizaatbilde teisingasatsakymas веренотговор правиленотговор σωστήαπάντηση σωστή תשובהנכונה ' +
    '정답 正解 正答 答え الاجابةالصحيحة الإجابةالصحيحة सहीउत्तर उत्तर richtigeantworten',
  explanation:
    'wyjasnienie uzasadnienie aciklama giaithich penjelasan pembahasan objasnjenje explicatie explicatii uitleg vysvetleni magyarazat forklaring selitys пояснення обґрунтування 해설 설명 解説 الشرح التفسير व्याख्या spiegazioni explicacao explicaciones justificativa justificacion',
  picture:
    'zdjecie obraz obrazek grafika resim gorsel hinhanh gambar slika imagine afbeelding obrazok kep bild kuva зображення малюнок 이미지 그림 사진 画像 الصورة صورة चित्र foto imatge figura',
  chapter:
    'kategoria dzial konu chuong chude kategori oblast poglavlje capitol hoofdstuk tematica assunto modulo materia розділ тема категорія 단원 분류 章 分野 カテゴリ',
  type: 'typpytania sorutipi loaicauhoi tipepertanyaan tippitanja tipointrebare tipodomanda tipopregunta tipopergunta типпитання 문제유형',
  id: 'numerpytania nrpytania soruno brojpitanja nrintrebare vraagnummer numerodomanda numeropregunta номерпитання номервопроса номербилета 번호 番号 問題番号',
  options:
    'vastused vastusevariandid atbildes atsakymai отговори απαντήσεις תשובות choix propositions opzioni rispostepossibili possibilirisposte opcoes alternativas alternativa respostas respuestas odpowiedzi warianty secenekler siklar cevaplar phuongan dapanan luachon pilihan pilihanjawaban opsi ' +
    'odgovori ponudeniodgovori raspunsuri variante varianteraspuns antwoorden antwoordopties moznosti odpovedi valaszok svarsalternativ svaralternativ alternativer vastaukset vastausvaihtoehdot відповіді варіанти варіантивідповідей варіантивідповіді 보기 선택지 선지 選択肢 الخيارات الاختيارات विकल्प',
};

/** What marks an option of its own as the right one. */
const FLAGS = new Set(
  'respuestacorrecta bonnereponse rispostacorretta respostacorreta reponsecorrecte corretta corretto correta correto correcta correcto correcte juste giusta poprawna prawidlowa poprawny dogru dogrumu tacno tacan tacna tocno tocan ispravan ispravno corect corecta juist correctantwoord spravna spravne helyes ratt riktig rigtig oikein правильна правильно вірна верно верный правильный dung ladapandung benar 정답 正解'.split(
    ' ',
  ),
);
/** What an option of its own calls its text. */
const TEXTS = new Set(
  'testo texto texte tresc metin noidung teks tekst odpowiedz cevap secenek sik odgovor raspuns antwoord odpoved valasz svar vastaus risposta resposta respuesta reponse opzione opcao opcion alternativa текст ответ відповідь вариант варіант 내용 内容'.split(
    ' ',
  ),
);
/** Words before the letter or number of an option that has a column of its own. */
const PLACED =
  /^(?:choix|vastus|atbilde|atsakymas|отговор|απάντηση|תשובה|odpowiedz|odp|wariant|secenek|sik|cevap|dapan|phuongan|luachon|pilihan|opsi|jawaban|odgovor|raspuns|varianta|antwoord|odpoved|moznost|valasz|svar|svarsalternativ|alternativ|vastaus|vaihtoehto|alternativa|opcao|resposta|respuesta|opcion|risposta|opzione|reponse|proposition|відповідь|варіант|보기|선택지|選択肢|الخيار|विकल्प)([a-h1-8])$/;

/** A name as these lists hold it: small letters without marks, blanks and signs. */
export function folded(name: string): string {
  const bare = name.toLowerCase().normalize('NFKD').replace(MARKS, '').normalize('NFKC');
  return bare.replace(/[łıđøßæ]/g, (c) => PLAIN[c] ?? c).replace(/[\s_\-.:：*()（）[\]【】·/"'?¿]+/g, '');
}
/** Marks above and below Latin letters; those of Ukrainian, Arabic and Indian scripts make other letters. */
const MARKS = /(?<=\p{Script=Latin})\p{M}+/gu;
const PLAIN: Readonly<Record<string, string>> = { ł: 'l', ı: 'i', đ: 'd', ø: 'o', ß: 'ss', æ: 'ae' };

const MEANINGS = new Map(
  Object.entries(WORDS).flatMap(([key, words]) =>
    words.split(' ').map((word, rank) => [word, { key: key as Named, rank }] as const),
  ),
);

/** What a name of a further language holds; undefined if nobody knows. */
export const otherMeaning = (name: string): { key: Named; rank: number } | undefined =>
  MEANINGS.get(folded(name));

/** The place (0-based) of the option that a name of a further language holds: `Odpowiedź A`, `respostaB`. */
export function otherPlace(name: string): number | undefined {
  const sign = PLACED.exec(folded(name))?.[1];
  // `Alternativa` is no `Alternativ A`.
  if (sign === undefined || MEANINGS.has(folded(name))) return undefined;
  return /\d/.test(sign) ? Number(sign) - 1 : sign.charCodeAt(0) - 97;
}

export const otherFlag = (key: string): boolean => FLAGS.has(folded(key));
export const otherText = (key: string): boolean => TEXTS.has(folded(key));
