import {
  betterThanKey,
  itemFlags,
  itemStatistics,
  ITEM_FLAGS,
  kr20,
  type ItemTally,
  type Question,
} from 'question-bank';
import type { ItemDetail, ItemRow, KindStatistics } from 'exam-contract/http/statistics';
import { locale, type Text } from 'exam-contract/ids';
import { AppError } from '../../platform/errors';
import { itemsCsv } from './items-csv';
import { mergedTallies, talliesByPart } from './merged';
import type { StatisticsPorts } from './ports';
import type { ItemDoc, PaperDoc, Part, StatisticsStore } from './statistics.store';

export interface Scope {
  version: string;
  kind?: string | undefined;
  siteId?: string | undefined;
  lang?: string | undefined;
}
interface Item {
  question: Question;
  tally: ItemTally;
  row: ItemRow;
}

const shareOf = (n: number) => Math.min(1, Math.max(0, n));
const partOf = ({ siteId, lang }: Scope): Part => (siteId ? `site:${siteId}` : lang ? `lang:${lang}` : 'all');
const after = (part: Part) => part.slice(part.indexOf(':') + 1);
/** Documents of one part of all, in the order of what it is called. */
const within = <T extends { part: Part }>(docs: readonly T[], kind: 'week' | 'site' | 'lang'): T[] =>
  docs.filter((d) => d.part.startsWith(`${kind}:`)).sort((a, b) => (a.part < b.part ? -1 : 1));

/** Figures from the sums: what the pages show. */
export function createStatisticsReader(store: StatisticsStore, ports: StatisticsPorts) {
  const figures = (tally: ItemTally, question: Question) => {
    const { n, facility, discrimination, medianMs } = itemStatistics(tally, question);
    return { n, facility, discrimination, medianMs };
  };

  async function itemsOf(scope: Scope): Promise<Item[]> {
    const keyed = await ports.papers.keyed(scope.version);
    const tallies = mergedTallies(await store.items(scope.version, partOf(scope), scope.kind));
    const weeks = new Map<string, ItemDoc[]>();
    for (const doc of await store.weeks(scope.version, scope.kind)) {
      const list = weeks.get(doc.questionId) ?? [];
      list.push(doc);
      weeks.set(doc.questionId, list);
    }
    return [...tallies].flatMap(([questionId, tally]): Item[] => {
      const question = keyed.get(questionId);
      if (!question) return [];
      const stretches = within(talliesByPart(weeks.get(questionId) ?? []), 'week').map((w) => {
        const { n, right } = itemStatistics(w.tally, question);
        return { n, right };
      });
      const row: ItemRow = {
        questionId,
        type: question.type,
        chapter: question.chapter,
        stem: question.stem,
        ...figures(tally, question),
        flags: itemFlags(tally, question, stretches),
      };
      return [{ question, tally, row }];
    });
  }

  const weight = ({ flags }: ItemRow) =>
    flags.reduce((sum, f) => sum + 2 ** (ITEM_FLAGS.length - ITEM_FLAGS.indexOf(f)), 0);
  const flaggedFirst = (a: Item, b: Item) =>
    weight(b.row) - weight(a.row) || (a.row.questionId < b.row.questionId ? -1 : 1);

  function kindOf(
    kindCode: string,
    docs: readonly PaperDoc[],
    items: readonly { n: number; right: number }[],
    names: { kinds: ReadonlyMap<string, Text>; sites: ReadonlyMap<string, Text> },
  ): KindStatistics | undefined {
    const all = docs.find((d) => d.part === 'all');
    if (!all) return undefined;
    const { n, passed, right, rightSquares } = all.tally;
    const mean = right / n;
    const counts = ({ tally }: PaperDoc) => ({ n: tally.n, passed: tally.passed });
    return {
      kindCode,
      name: names.kinds.get(kindCode) ?? { 'zh-CN': kindCode },
      questions: all.length,
      n,
      passed,
      meanRight: mean,
      sdRight: Math.sqrt(Math.max(0, rightSquares / n - mean * mean)),
      kr20: kr20(all.tally, all.length, items),
      weeks: within(docs, 'week').map((d) => ({ from: after(d.part), ...counts(d) })),
      sites: within(docs, 'site').map((d) => {
        const siteId = after(d.part);
        return { siteId, name: names.sites.get(siteId) ?? { 'zh-CN': siteId }, ...counts(d) };
      }),
      languages: within(docs, 'lang').map((d) => ({ lang: locale.parse(after(d.part)), ...counts(d) })),
    };
  }

  return {
    /** Versions that were sat, and the kinds of one: the one asked for, or the newest. */
    async overview(asked: string | undefined) {
      const sat = new Set(await store.versions());
      const versions = (await ports.papers.versions()).filter((v) => sat.has(v.hash));
      const version = asked ?? versions[0]?.hash ?? null;
      const mark = await store.mark();
      const kinds: KindStatistics[] = [];
      if (version !== null) {
        const [docs, keyed, kindNames, siteNames] = await Promise.all([
          store.papers(version),
          ports.papers.keyed(version),
          ports.papers.kindNames(),
          ports.seats.siteNames(),
        ]);
        for (const code of [...new Set(docs.map((d) => d.kind))].sort()) {
          const items = [...mergedTallies(await store.items(version, 'all', code))].flatMap(([id, tally]) => {
            const question = keyed.get(id);
            return question ? [itemStatistics(tally, question)] : [];
          });
          const kind = kindOf(
            code,
            docs.filter((d) => d.kind === code),
            items,
            { kinds: kindNames, sites: siteNames },
          );
          if (kind) kinds.push(kind);
        }
      }
      return { versions, version, countedAt: mark?.at ?? null, kinds };
    },

    /** @throws AppError NOT_FOUND for an unknown version */
    async items(scope: Scope): Promise<ItemRow[]> {
      return (await itemsOf(scope)).sort(flaggedFirst).map((i) => i.row);
    },

    async csv(scope: Scope): Promise<Buffer> {
      return itemsCsv((await itemsOf(scope)).sort(flaggedFirst));
    },

    /** @throws AppError NOT_FOUND for a question of no such version, or never shown */
    async item(version: string, questionId: string, kind: string | undefined): Promise<ItemDetail> {
      const question = (await ports.papers.keyed(version)).get(questionId);
      const docs = talliesByPart(await store.item(version, questionId, kind));
      const all = docs.find((d) => d.part === 'all');
      if (!question || !all) throw new AppError('NOT_FOUND');
      const [media, siteNames] = await Promise.all([ports.papers.media(version), ports.seats.siteNames()]);
      const s = itemStatistics(all.tally, question);
      const weeks = within(docs, 'week');
      const stretches = weeks.map(({ tally }) => itemStatistics(tally, question));
      return {
        questionId,
        type: question.type,
        chapter: question.chapter,
        stem: question.stem,
        ...figures(all.tally, question),
        flags: itemFlags(all.tally, question, stretches),
        unanswered: s.unanswered,
        media: question.media.flatMap((m) => {
          const stored = media.get(m.file);
          return stored ? [{ ...stored, alt: m.alt }] : [];
        }),
        options: s.options.map((o) => ({
          ...o,
          text: question.options.find((q) => q.id === o.id)?.text ?? { 'zh-CN': o.id },
          meanRest: o.meanRest === null ? null : shareOf(o.meanRest),
        })),
        wrong: s.wrong.slice(0, 20).map((w) => ({ ...w, meanRest: shareOf(w.meanRest) })),
        betterThanKey: betterThanKey(all.tally, question.answer) ?? null,
        weeks: weeks.map(({ part, tally }) => ({ from: after(part), ...figures(tally, question) })),
        sites: within(docs, 'site').map(({ part, tally }) => {
          const siteId = after(part);
          return { siteId, name: siteNames.get(siteId) ?? { 'zh-CN': siteId }, ...figures(tally, question) };
        }),
        languages: within(docs, 'lang').map(({ part, tally }) => ({
          lang: locale.parse(after(part)),
          ...figures(tally, question),
        })),
      };
    },
  };
}
export type StatisticsReader = ReturnType<typeof createStatisticsReader>;
