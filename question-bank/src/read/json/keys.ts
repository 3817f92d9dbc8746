import { meaningOf, TABLE_NAMES } from '../column-names';
import type { PlainKey } from '../field-keys';
import { otherFlag, otherMeaning, otherPlace, otherText } from '../other-languages';

const plain = (key: string) =>
  key
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.:：]+/g, '');
const words = (text: string) => new Map(text.split(' ').map((w, rank) => [w, rank] as const));

/** Keys of interfaces and apps besides the column names of tables; the surer ones first. */
const KEYS: Partial<Record<PlainKey, ReadonlyMap<string, number>>> = {
  stem: words(
    'questiontext stem question q questiontitle questionname questioncontent questionstr questiondesc domanda frage pregunta вопрос асуулт prompt text title content body tm timu tigan wenti statement situation scenario questionz questao titlecontent',
  ),
  answer: words(
    'correctletter correctoptionid correctanswerid correctchoiceid correctindex correctoptionindex correctanswerindex answerindex correctoption correctoptions ' +
      'correctanswer correctanswers rightanswer rightanswers correctresponse answerkey answer ans solution correct right ' +
      'correctindexes correctindices correctanswerindices correctanswerindexes correctoptionindices correctoptionindexes correctchoiceindex correctidx answeridx rightindex rightanswerindex ' +
      'respuestacorrecta rispostacorretta rispostaesatta respostacorreta richtigeantwort bonneréponse bonnereponse réponsecorrecte reponsecorrecte правильныйответ key reponse réponse risposta respuesta antwort ta trueanswer truean rightans correctans correctansw ответ хариулт зөвхариулт a daan da questionanswer answers',
  ),
  explanation: words(
    'explanation explain explains bestanswer analysis analyze questionanalysis questionanalyze questionexplain questionexplanation jiexi jx answertip solution rationale comment hint tip note remark feedback spiegazione erklärung пояснение комментарий тайлбар description',
  ),
  picture: words(
    'picture image img imageurl imgurl imgname pic picurl figure sign photo url sinaimg media images imgs pictures mediacontent immagine bild imagen ' +
      'questionimage questionimageurl questionimg questionimgurl questionpicture questionpic imagesrc imgsrc imagepath imgpath imagefile imagefilename imagename photourl pictureurl',
  ),
  id: words('id questionid qid uuid tihao tmid code number no num index'),
  type: words(
    'type questiontype qtype optiontype subtype kind multiselect multipleselect ismultiple answermode choicestype',
  ),
  chapter: words(
    'chapter chaptername category section topic topics unit theme argomento kapitel thema chapterid subject area',
  ),
  tags: words('tags tag keywords labels'),
};

export interface KeyMeaning {
  key: PlainKey;
  /** Lower is surer. */
  rank: number;
}

/** What a key of a question object holds; undefined for options and for keys nobody knows. */
export function keyMeaning(key: string): KeyMeaning | undefined {
  if (known.has(key)) return known.get(key);
  const meaning = meaningOfKey(key);
  if (known.size < MOST_KEYS) known.set(key, meaning);
  return meaning;
}
/** A bank has the same few keys fifty thousand times. */
const known = new Map<string, KeyMeaning | undefined>();
const MOST_KEYS = 2000;

function meaningOfKey(key: string): KeyMeaning | undefined {
  const name = plain(key);
  for (const [field, names] of Object.entries(KEYS)) {
    const rank = names?.get(name);
    if (rank !== undefined) return { key: field as PlainKey, rank };
  }
  const column = meaningOf(key);
  if (!column || column.key.startsWith('option')) return undefined;
  return { key: column.key as PlainKey, rank: 100 + column.rank };
}

const LISTS = words(
  'options choices optionlist answeroptions alternatives choises opciones risposte antworten réponses reponses propositions варианты ответы хариултууд items answers variants responses questions option xx questionitemobjects',
);
/** How surely a key holds the list of options, if it holds a list; undefined if it does not. */
export const optionListRank = (key: string): number | undefined =>
  LISTS.get(plain(key)) ??
  (LIST_NAME.test(plain(key)) ? 50 : otherMeaning(key)?.key === 'options' ? OTHER_LISTS : undefined);
const OTHER_LISTS = 60;
const LIST_NAME =
  /^(?:question|item)?(?:options?|opts?|choices?|xuanxiang|选项|备选项|候选项|选择项|备选答案|候选答案|答案选项)(?:list|arr|array|json|items|map|content|data|text|列表|内容)?$/;

/** `A`, `quA`, `tm_A`. */
const OWN_LETTER = new RegExp(`^${TABLE_NAMES}?_?([A-H])$`);
/** The place (0-based) of an option that has a key of its own: optionA, item1, opt_b, response_03; undefined if none. */
export function optionPlace(key: string): number | undefined {
  const found =
    /^(?:options?|opts?|items?|choices?|answers?|responses?|propositions?|reponse|réponse|risposta|antwort|respuesta|opcion|opción|xuanxiang|xx|选项|an|ans)_?0?([a-h]|[1-8])$/i.exec(
      key.trim(),
    )?.[1];
  const letter = found ?? OWN_LETTER.exec(key.trim())?.[1];
  if (letter === undefined) return otherPlace(key);
  return /\d/.test(letter) ? Number(letter) - 1 : letter.toUpperCase().charCodeAt(0) - 65;
}

const FLAGS = new Set(
  'iscorrect correct right isright isanswer istrue correctanswer valid iskey corect iscorect corecta korrekt richtig tacno c'.split(
    ' ',
  ),
);
const TEXTS = words(
  'text content optiontext optioncontent optionvalue opttext optcontent optvalue choicetext choicecontent answercontent value option answer answertext title name label body description t txt itembody optionname',
);
const IDS = words(
  'id key optionid letter identifier optionkey optkey optionletter optionlabel label code value val prefix optionname',
);
/** Keys of an option that is an object of its own. */
export const optionKeys = {
  isFlag: (key: string): boolean => FLAGS.has(plain(key)) || otherFlag(key),
  /** A flag where it is true or false; elsewhere the option's text. */
  isAnswer: (key: string): boolean => /^(?:a|ans|answer)$/.test(plain(key)),
  /** A share of the score, 0 or 100. */
  isShare: (key: string): boolean => /^(?:weight|fraction|answerweight)$/.test(plain(key)),
  textRank: (key: string): number | undefined =>
    TEXTS.get(plain(key)) ?? (otherText(key) ? OTHER_LISTS : undefined),
  idRank: (key: string): number | undefined => IDS.get(plain(key)),
};

/** Keys that only wrap a list and say nothing of what is in it. */
const WRAPPERS = new Set(
  (
    'data list result results questions items entry params rows records record root content body response payload quiz exam bank array value values ' +
    // What they wrap is told by the titles of those in them.
    'chapters sections units categories topics themes tests tickets sets parts children subjects modules lessons groups quizzes exams questionlist questionbank'
  ).split(' '),
);
export const isWrapper = (key: string): boolean => WRAPPERS.has(plain(key)) || /^\d+$/.test(key);

export const isLanguageKey = (key: string): boolean => /^(?:lang|language|locale|lng)$/i.test(key);
/** `zh-CN`, `cn` and the like; `en`; others are neither. */
export function languageOf(text: string): 'zh' | 'en' | 'other' {
  if (/^(?:zh|cn|chi|chs|中文|汉语)/i.test(text.trim())) return 'zh';
  return /^(?:en|eng|英文)/i.test(text.trim()) ? 'en' : 'other';
}
