import type { z } from 'zod';
import type { BlueprintFile, blueprintRoutes, KindBlueprint } from 'exam-contract/http/blueprints';
import { fitsKind } from 'question-bank';
import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { localDay } from '../../../platform/local-day';
import { isAmong } from '../../audit';
import { choicesOf, draftView, ownContent, publicationView } from './blueprint-view';
import type { BlueprintsInForce } from './blueprints-in-force';
import type { BlueprintStore } from './blueprints.store';
import type { Clerk } from '../drafts/draft-view';
import type { Kinds } from './kinds.service';
import type { PapersService } from '../papers.service';
import { scheduledAfter, type PublicationStore } from '../versions/publications.store';

const FOUND = 20;
type Listed = z.infer<(typeof blueprintRoutes.list)['out']>['kinds'];
type Found = z.infer<(typeof blueprintRoutes.questions)['out']>['questions'];

/** What the pages of the console show of blueprints. */
export function createBlueprintPages(
  ctx: Pick<Context, 'clock'>,
  parts: {
    store: BlueprintStore;
    kinds: Kinds;
    inForce: BlueprintsInForce;
    publications: PublicationStore;
    papers: Pick<PapersService, 'keyed'>;
  },
) {
  const { store, kinds, inForce, publications, papers } = parts;
  const today = () => localDay(ctx.clock.now());
  const bankNow = async () => {
    const bank = await publications.onDay(today());
    return { bank, questions: bank ? (await papers.keyed(bank.hash)).values() : [] };
  };

  return {
    async list(clerk: Clerk): Promise<Listed> {
      const [day, drafts, all] = [today(), await store.drafts(), await store.publications()];
      const rows = (await kinds.inForce(ctx.clock.now())).map(async (kind) => {
        const office = await inForce.on(kind.code, day);
        const own = all.filter((p) => p.kindCode === kind.code);
        const at = own.find((p) => p.hash === office?.hash && !p.cancelled && p.from <= day);
        const draft = drafts.find((d) => d._id === kind.code);
        const mine = draft && isAmong(draft.hands, clerk.actor);
        return {
          code: kind.code,
          name: kind.name,
          questions: kind.questions,
          inForce: office && { number: office.number, inForceFrom: at?.from ?? day },
          fits: !office || fitsKind(kind, office.content),
          scheduled: scheduledAfter(own, day).map((p) => ({ number: p.number, inForceFrom: p.from })),
          draft: draft
            ? draft.review
              ? mine
                ? ('waits' as const)
                : ('waitsForYou' as const)
              : draft.returned
                ? ('returned' as const)
                : ('open' as const)
            : null,
        };
      });
      return Promise.all(rows);
    },

    /** @throws AppError NOT_FOUND */
    async ofKind(kindCode: string, clerk: Clerk): Promise<KindBlueprint> {
      const kind = await kinds.kindInForce(kindCode, ctx.clock.now());
      const [draft, versions, all] = await Promise.all([
        store.draft(kindCode),
        store.versions(kindCode),
        store.publications(kindCode),
      ]);
      const contents = new Map(versions.map((v) => [v._id, v.content]));
      const { bank, questions } = await bankNow();
      const later = await kinds.rowsAfter(kindCode, today());
      const { code, name, types, classes } = kind;
      return {
        kind: {
          ...{ code, name, questions: kind.questions, types, classes },
          later: later.map((row) => ({
            from: row.from,
            questions: row.kind.questions,
            types: row.kind.types,
          })),
        },
        own: ownContent(kind),
        draft: draft && draftView(draft, clerk),
        history: all.flatMap((p) => {
          const content = contents.get(p.hash);
          return content ? publicationView(p, content, all, today()) : [];
        }),
        choices: {
          bank: bank && { hash: bank.hash, name: bank.name, inForceFrom: bank.from },
          ...choicesOf(kind, questions),
        },
      };
    },

    /**
     * A blueprint as a file: of a version, or else what papers are drawn by on a day (today).
     * @throws AppError NOT_FOUND
     */
    async file(kindCode: string, asked: { hash?: string | undefined; day?: string | undefined }) {
      const day = asked.day ?? today();
      const kind = await kinds.kindOn(kindCode, day);
      const version = asked.hash === undefined ? null : await store.version(asked.hash);
      if (asked.hash !== undefined && version?.kindCode !== kindCode)
        throw new AppError('NOT_FOUND', { field: 'hash' });
      const found = version
        ? { hash: version._id, number: version.number, content: version.content }
        : await inForce.on(kindCode, day);
      const office = found && (version || fitsKind(kind, found.content)) ? found : null;
      const { code, version: row, name, subject, vehicle, classes, questions, types, blueprint } = kind;
      return {
        format: 'kaotai-blueprint',
        version: 1,
        number: office?.number ?? null,
        hash: office?.hash ?? null,
        kind: { code, version: row, name, subject, vehicle, classes, questions, types, blueprint },
        content: office?.content ?? null,
      } satisfies BlueprintFile;
    },

    /** @throws AppError NOT_FOUND */
    async questions(kindCode: string, words: string): Promise<Found> {
      const { subject, vehicle } = await kinds.kindInForce(kindCode, ctx.clock.now());
      const { questions } = await bankNow();
      const asked = words.toLowerCase();
      const found: Found = [];
      for (const q of questions) {
        if (found.length === FOUND) break;
        if (!q.subjects.includes(subject) || !q.vehicles.includes(vehicle)) continue;
        const texts = [q.id, ...Object.values(q.stem)];
        if (texts.some((text) => text?.toLowerCase().includes(asked)))
          found.push({ questionId: q.id, type: q.type, chapter: q.chapter, stem: q.stem });
      }
      return found;
    },
  };
}
export type BlueprintPages = ReturnType<typeof createBlueprintPages>;
