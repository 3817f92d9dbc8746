import { randomUUID } from 'node:crypto';
import type { Router } from 'express';
import { attemptRoutes } from 'exam-contract/http/attempts';
import { bankExportRoutes } from 'exam-contract/http/bank-exports';
import { bankRoutes } from 'exam-contract/http/banks';
import { withdrawalRoutes } from 'exam-contract/http/withdrawals';
import { importRoutes } from 'exam-contract/http/imports';
import { lawChangeRoutes } from 'exam-contract/http/law-changes';
import { mappingRoutes } from 'exam-contract/http/mapping';
import { mendingRoutes } from 'exam-contract/http/mending';
import { AppError } from '../../platform/errors';
import { addRoute, type Caller, type RouteDeps } from '../../platform/http/route';
import { actorOf } from '../audit';
import { addBlueprintRoutes, type BlueprintServices } from './blueprints/blueprints.routes';
import type { ComparisonService } from './review/comparison.service';
import type { Clerk } from './drafts/draft-view';
import type { DraftsService } from './drafts/drafts.service';
import type { ExportsService } from './versions/exports.service';
import type { ImportsService } from './versions/imports.service';
import type { LawChangesService } from './laws/law-changes.service';
import type { MappingService } from './drafts/mapping.service';
import type { MendingService } from './drafts/mend.service';
import type { OutlookService } from './review/outlook.service';
import { addQuestionRoutes } from './versions/questions.routes';
import type { QuestionsService } from './versions/questions.service';
import type { PapersService } from './papers.service';
import type { ReviewService } from './review/review.service';
import type { Exporting, Uploads } from './drafts/uploads';
import type { VersionsService } from './versions/versions.service';
import type { WithdrawalsService } from './withdrawals/withdrawals.service';

const clerkOf = (caller: Caller): Clerk => ({
  name: caller.kind === 'staff' ? caller.name : '',
  actor: actorOf(caller),
});

export interface PaperServices extends BlueprintServices {
  papers: PapersService;
  versions: VersionsService;
  drafts: DraftsService;
  mapping: MappingService;
  uploads: Uploads;
  mending: MendingService;
  review: ReviewService;
  comparison: ComparisonService;
  exports: ExportsService;
  exporting: Exporting;
  imports: ImportsService;
  withdrawals: WithdrawalsService;
  outlook: OutlookService;
  lawChanges: LawChangesService;
  questions: QuestionsService;
}

export const paperRoutesOf =
  ({
    papers,
    kinds,
    versions,
    drafts,
    mapping,
    uploads,
    mending,
    review,
    comparison,
    exports,
    exporting,
    imports,
    withdrawals,
    outlook,
    lawChanges,
    questions,
    ...blueprints
  }: PaperServices & { now: () => number }) =>
  (router: Router, deps: RouteDeps) => {
    addBlueprintRoutes(router, deps, { ...blueprints, kinds }, { clerkOf, now: blueprints.now });
    addQuestionRoutes(router, deps, questions);
    addRoute(router, deps, bankRoutes.upload, ({ file, query, caller, gone }) => {
      if (!file) throw new AppError('BAD_REQUEST', { field: 'file' });
      const { uploadId = randomUUID(), ...hints } = query;
      const clerk = clerkOf(caller);
      return uploads.run({ id: uploadId, actor: clerk.actor, gone }, (watch) =>
        drafts.upload(file, hints, clerk, watch),
      );
    });
    addRoute(router, deps, bankRoutes.uploadProgress, ({ params, caller }) =>
      Promise.resolve(uploads.progress(params.uploadId, actorOf(caller))),
    );
    addRoute(router, deps, bankRoutes.cancelUpload, ({ params, caller }) => {
      uploads.cancel(params.uploadId, actorOf(caller));
      return Promise.resolve({});
    });
    addRoute(router, deps, bankRoutes.draft, async ({ params, caller }) => {
      const draft = await drafts.get(params.draftId, clerkOf(caller));
      if (draft.counting) mending.resume(draft.draftId);
      return draft;
    });
    addRoute(router, deps, bankRoutes.drafts, async ({ caller }) => ({
      drafts: await drafts.list(clerkOf(caller)),
    }));
    addRoute(router, deps, bankRoutes.discard, async ({ params, caller }) => {
      await drafts.discard(params.draftId, actorOf(caller));
      return {};
    });
    addRoute(router, deps, mappingRoutes.draftMapping, ({ params }) => mapping.of(params.draftId));
    addRoute(router, deps, mappingRoutes.reread, async ({ params, body, caller, gone }) => {
      await mending.counted(params.draftId);
      return mapping.reread(params.draftId, body, clerkOf(caller), gone);
    });
    addRoute(router, deps, mappingRoutes.mappings, async () => ({ mappings: await mapping.list() }));
    addRoute(router, deps, mappingRoutes.forget, async ({ params, caller }) => {
      await mapping.forget(params.signature, actorOf(caller));
      return {};
    });
    addRoute(router, deps, bankRoutes.refused, ({ params, query }) =>
      mending.rows(params.draftId, query.from),
    );
    addRoute(router, deps, mendingRoutes.holding, ({ params }) => mending.holding(params.draftId));
    addRoute(router, deps, bankRoutes.mend, ({ params, query, body, caller }) =>
      mending.mend(params.draftId, { n: params.n, seen: query.seen }, body, clerkOf(caller)),
    );
    addRoute(router, deps, mendingRoutes.question, ({ params, query }) =>
      mending.question(params.draftId, params.questionId, query.row),
    );
    addRoute(router, deps, mendingRoutes.mendQuestion, ({ params, query, body, caller }) => {
      const which = { questionId: params.questionId, at: query.row, seen: query.seen };
      return mending.mend(params.draftId, which, body, clerkOf(caller));
    });
    addRoute(router, deps, mendingRoutes.mendPicture, ({ params, file, caller }) => {
      if (!file) throw new AppError('BAD_REQUEST', { field: 'file' });
      return mending.addPicture(params.draftId, file, clerkOf(caller));
    });
    addRoute(router, deps, bankRoutes.draftDiff, async ({ params, query }) => {
      await mending.counted(params.draftId);
      return comparison.ofDraft(params.draftId, query.mode, query.from);
    });
    addRoute(router, deps, bankRoutes.outlook, async ({ params, query }) => {
      await mending.counted(params.draftId);
      return outlook.ofDraft(params.draftId, query.mode, query.from);
    });
    addRoute(router, deps, bankRoutes.submit, async ({ params, body, caller }) => {
      await mending.counted(params.draftId);
      return review.submit(params.draftId, body, clerkOf(caller));
    });
    addRoute(router, deps, bankRoutes.sendBack, ({ params, body, caller }) =>
      review.sendBack(params.draftId, body.reason, clerkOf(caller)),
    );
    addRoute(router, deps, bankRoutes.publish, ({ params, body, caller }) =>
      review.approve(params.draftId, clerkOf(caller), body.base),
    );
    addRoute(router, deps, bankRoutes.restore, ({ params, body, caller }) =>
      review.restore(params.hash, clerkOf(caller), body.inForceFrom),
    );
    addRoute(router, deps, bankRoutes.cancelVersion, ({ params, body, caller }) =>
      versions.cancel(params.publicationId, body.reason, clerkOf(caller)),
    );
    addRoute(router, deps, bankRoutes.versionDiff, ({ params }) =>
      comparison.ofVersions(params.hash, params.other),
    );
    addRoute(router, deps, bankExportRoutes.exported, ({ params, query, caller, gone }) => {
      const { exportId = randomUUID(), format } = query;
      return exporting.run({ id: exportId, actor: actorOf(caller), gone }, (watch) =>
        exports.ofVersion(params.hash, format, watch),
      );
    });
    addRoute(router, deps, bankExportRoutes.exportProgress, ({ params, caller }) =>
      Promise.resolve(exporting.progress(params.exportId, actorOf(caller))),
    );
    addRoute(router, deps, importRoutes.ofVersion, ({ params }) => imports.ofVersion(params.hash));
    addRoute(router, deps, importRoutes.file, ({ params }) => imports.file(params.draftId));
    addRoute(router, deps, bankRoutes.versions, async () => ({ versions: await versions.list() }));
    addRoute(router, deps, withdrawalRoutes.withdrawals, async () => ({
      withdrawals: await withdrawals.list(),
    }));
    addRoute(router, deps, withdrawalRoutes.withdraw, ({ body, caller }) =>
      withdrawals.withdraw(body, clerkOf(caller)),
    );
    addRoute(router, deps, withdrawalRoutes.runningWith, ({ params }) =>
      withdrawals.preview(params.questionId),
    );
    addRoute(router, deps, withdrawalRoutes.putBack, async ({ params, caller }) => {
      await withdrawals.putBack(params.questionId, clerkOf(caller));
      return {};
    });
    addRoute(router, deps, lawChangeRoutes.look, ({ body, caller }) =>
      lawChanges.look(body, clerkOf(caller)),
    );
    addRoute(router, deps, lawChangeRoutes.enter, ({ body, caller }) =>
      lawChanges.enter(body, clerkOf(caller)),
    );
    addRoute(router, deps, lawChangeRoutes.list, async ({ caller }) => ({
      changes: await lawChanges.list(clerkOf(caller)),
    }));
    addRoute(router, deps, lawChangeRoutes.suspects, ({ params, query, caller }) =>
      lawChanges.suspects(params.changeId, query.from, clerkOf(caller)),
    );
    addRoute(router, deps, lawChangeRoutes.decide, ({ params, body, caller }) =>
      lawChanges.decide(params.changeId, params.suspectId, body, clerkOf(caller)),
    );
    addRoute(router, deps, lawChangeRoutes.cancel, async ({ params, body, caller }) => {
      await lawChanges.cancel(params.changeId, body.reason, clerkOf(caller));
      return {};
    });
    addRoute(router, deps, bankRoutes.kinds, async () => ({ kinds: await kinds.rows() }));
    addRoute(router, deps, attemptRoutes.media, async ({ params }) => ({
      ...(await papers.picture(params.sha256)),
      immutable: true,
    }));
  };
