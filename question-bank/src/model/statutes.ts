/** One wording of a statute and the time it was in force. Days are YYYY-MM-DD; `to` is the last day, if there is one. */
export interface Wording {
  /** Orders of the Ministry of Public Security (公安部令) by which it was made or changed, as figures. */
  orders?: readonly string[];
  /** Years people write behind the name for it: of adoption, publication or entry into force. */
  years: readonly string[];
  from: string;
  to?: string;
}

export interface Statute {
  name: string;
  /** How questions name it. */
  names: readonly string[];
  wordings: readonly Wording[];
  /** The article or page that says so. */
  source: string;
}

/**
 * Statutes that driver questions rest on, and their former wordings. From the closing and opening articles of the texts
 * themselves; a registry office adds its own by a pull request, with the source.
 */
export const STATUTES: readonly Statute[] = [
  {
    name: '机动车驾驶证申领和使用规定',
    names: [
      '机动车驾驶证申领和使用规定',
      '驾驶证申领和使用规定',
      '驾驶证申领规定',
      '申领规定',
      '申领和使用规定',
    ],
    wordings: [
      { orders: ['71'], years: ['2004'], from: '2004-05-01', to: '2007-03-31' },
      { orders: ['91'], years: ['2006', '2007'], from: '2007-04-01', to: '2010-03-31' },
      { orders: ['111'], years: ['2009', '2010'], from: '2010-04-01', to: '2012-12-31' },
      { orders: ['123', '139'], years: ['2012', '2013', '2016'], from: '2013-01-01', to: '2022-03-31' },
      { orders: ['162', '172'], years: ['2021', '2022', '2024', '2025'], from: '2022-04-01' },
    ],
    source: '机动车驾驶证申领和使用规定（公安部令第162号）第一百一十一条；公安部令第172号',
  },
  {
    name: '道路交通安全违法行为记分管理办法',
    names: ['道路交通安全违法行为记分管理办法', '记分管理办法', '记分办法'],
    wordings: [
      { years: ['2012', '2013', '2016'], from: '2013-01-01', to: '2022-03-31' },
      { orders: ['163'], years: ['2021', '2022'], from: '2022-04-01' },
    ],
    source:
      '道路交通安全违法行为记分管理办法（公安部令第163号）第三十七条；此前的记分分值是公安部令第123号附件2',
  },
  {
    name: '道路交通安全违法行为记分分值',
    names: ['道路交通安全违法行为记分分值', '违法行为记分分值'],
    wordings: [{ years: [], from: '2013-01-01', to: '2022-03-31' }],
    source: '公安部令第123号附件2，随该令于2022年4月1日废止',
  },
  {
    name: '机动车登记规定',
    names: ['机动车登记规定', '登记规定'],
    wordings: [
      { orders: ['72'], years: ['2004'], from: '2004-05-01', to: '2008-09-30' },
      { orders: ['102', '124'], years: ['2008', '2012'], from: '2008-10-01', to: '2022-04-30' },
      { orders: ['164'], years: ['2021', '2022'], from: '2022-05-01' },
    ],
    source: '机动车登记规定（公安部令第164号）第九十三条',
  },
  {
    name: '道路交通安全违法行为处理程序规定',
    names: ['道路交通安全违法行为处理程序规定', '违法行为处理程序规定'],
    wordings: [
      { orders: ['69'], years: ['2004'], from: '2004-05-01', to: '2009-03-31' },
      { orders: ['105'], years: ['2008', '2009'], from: '2009-04-01', to: '2020-04-30' },
      { orders: ['157'], years: ['2020'], from: '2020-05-01' },
    ],
    source: '道路交通安全违法行为处理程序规定（2020年修正）第八十三条；公安部令第157号',
  },
  {
    name: '道路交通事故处理程序规定',
    names: ['道路交通事故处理程序规定', '事故处理程序规定'],
    wordings: [
      { orders: ['70'], years: ['2004'], from: '2004-05-01', to: '2008-12-31' },
      { orders: ['104'], years: ['2008', '2009'], from: '2009-01-01', to: '2018-04-30' },
      { orders: ['146'], years: ['2017', '2018'], from: '2018-05-01' },
    ],
    source: '道路交通事故处理程序规定（公安部令第146号）第一百一十四条',
  },
  {
    name: '道路交通安全法',
    names: ['道路交通安全法', '道交法', '交通安全法', '交安法'],
    wordings: [
      { years: ['2003', '2004'], from: '2004-05-01', to: '2008-04-30' },
      { years: ['2007', '2008'], from: '2008-05-01', to: '2011-04-30' },
      { years: ['2011'], from: '2011-05-01', to: '2021-04-28' },
      { years: ['2021'], from: '2021-04-29' },
    ],
    source: '道路交通安全法（2021年修正）文前修正记录和第一百二十四条',
  },
  {
    name: '道路交通安全法实施条例',
    names: ['道路交通安全法实施条例', '实施条例'],
    wordings: [
      { years: ['2004'], from: '2004-05-01', to: '2017-10-06' },
      { years: ['2017'], from: '2017-10-07' },
    ],
    source: '道路交通安全法实施条例（2017年修订）',
  },
  {
    name: '道路交通管理条例',
    names: ['道路交通管理条例'],
    wordings: [{ years: ['1988'], from: '1988-08-01', to: '2004-04-30' }],
    source: '道路交通安全法实施条例第一百一十五条',
  },
  {
    name: '道路交通事故处理办法',
    names: ['道路交通事故处理办法'],
    wordings: [{ years: ['1991'], from: '1992-01-01', to: '2004-04-30' }],
    source: '道路交通安全法实施条例第一百一十五条',
  },
  {
    name: '机动车交通事故责任强制保险条例',
    names: ['机动车交通事故责任强制保险条例', '交强险条例'],
    wordings: [
      { years: ['2006'], from: '2006-07-01', to: '2012-04-30' },
      { years: ['2012'], from: '2012-05-01', to: '2016-02-05' },
      { years: ['2016'], from: '2016-02-06', to: '2019-03-01' },
      { years: ['2019'], from: '2019-03-02' },
    ],
    source: '机动车交通事故责任强制保险条例（2019年修订）文前修订记录',
  },
];

interface Named {
  statute: Statute;
  wording: Wording;
}

const BY_ORDER: ReadonlyMap<string, Named> = new Map(
  STATUTES.flatMap((statute) =>
    statute.wordings.flatMap((wording) =>
      (wording.orders ?? []).map((order): [string, Named] => [order, { statute, wording }]),
    ),
  ),
);
const BY_NAME: ReadonlyMap<string, Statute> = new Map(STATUTES.flatMap((s) => s.names.map((n) => [n, s])));
const ORDER = /公安部(?:令第?|第)\s?(\d{2,3})\s?号|(?<![\d第])(\d{2,3})\s?号令/g;
const NAMES = [...BY_NAME.keys()].sort((a, b) => b.length - a.length).join('|');
/** A name with the year behind it, 道路交通安全法（2011年修正）; without one only where the whole statute is gone. */
const WITH_YEAR = new RegExp(
  `(${NAMES})[》]?\\s?(?:[（(〔\\[]\\s?)?((?:19|20)\\d\\d)(?=年|版|修|\\s?[）)〕\\]]|$)`,
  'g',
);
const ALONE = new RegExp(`(?:^|《|中华人民共和国)(${NAMES})(?=$|[》\\s第（(])`, 'g');

/** Every wording of a known statute that a text names by order or year, or by a name that is all gone. */
export function wordingsNamed(text: string): Named[] {
  if (!/[令法定例值]/.test(text)) return [];
  const found = new Set<Named>();
  for (const [, a, b] of text.matchAll(ORDER)) {
    const named = BY_ORDER.get(a ?? b ?? '');
    if (named) found.add(named);
  }
  for (const [, name = '', year = ''] of text.matchAll(WITH_YEAR)) {
    const statute = BY_NAME.get(name);
    const wording = statute?.wordings.find((w) => w.years.includes(year));
    if (statute && wording) found.add({ statute, wording });
  }
  for (const [, name = ''] of text.matchAll(ALONE)) {
    const statute = BY_NAME.get(name);
    const last = statute?.wordings.at(-1);
    if (statute && last?.to !== undefined) found.add({ statute, wording: last });
  }
  return [...found];
}
