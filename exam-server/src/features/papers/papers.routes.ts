import { randomUUID } from 'node:crypto';
import type { Router } from 'express';
import { attemptRoutes } from 'exam-contract/http/attempts';
import { bankRoutes } from 'exam-contract/http/banks';
import { lawChangeRoutes } from 'exam-contract/http/law-changes';
import { mappingRoutes } from 'exam-contract/http/mapping';
import { AppError } from '../../platform/errors';
import { addRoute, type Caller, type RouteDeps } from '../../platform/http/route';
import { actorOf } from '../audit';
import { addBlueprintRoutes, type BlueprintServices } from './blueprints.routes';
import type { ComparisonService } from './comparison.service';
import type { Clerk } from './draft-view';
import type { DraftsService } from './drafts.service';
import type { ExportsService } from './exports.service';
import type { LawChangesService } from './law-changes.service';
import type { MappingService } from './mapping.service';
import type { MendingService } from './mend.service';
import type { OutlookService } from './outlook.service';
import { addQuestionRoutes } from './questions.routes';
import type { QuestionsService } from './questions.service';
import type { PapersService } from './papers.service';
import type { ReviewService } from './review.service';
import type { Uploads } from './uploads';
import type { VersionsService } from './versions.service';
import type { WithdrawalsService } from './withdrawals.service';

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
      return uploads.run({ uploadId, actor: clerk.actor, gone }, (watch) =>
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
    addRoute(router, deps, bankRoutes.draft, ({ params, caller }) =>
      drafts.get(params.draftId, clerkOf(caller)),
    );
    addRoute(router, deps, bankRoutes.drafts, async ({ caller }) => ({
      drafts: await drafts.list(clerkOf(caller)),
    }));
    addRoute(router, deps, bankRoutes.discard, async ({ params, caller }) => {
      await drafts.discard(params.draftId, actorOf(caller));
      return {};
    });
    addRoute(router, deps, mappingRoutes.draftMapping, ({ params }) => mapping.of(params.draftId));
    addRoute(router, deps, mappingRoutes.reread, ({ params, body, caller, gone }) =>
      mapping.reread(params.draftId, body, clerkOf(caller), gone),
    );
    addRoute(router, deps, mappingRoutes.mappings, async () => ({ mappings: await mapping.list() }));
    addRoute(router, deps, mappingRoutes.forget, async ({ params, caller }) => {
      await mapping.forget(params.signature, actorOf(caller));
      return {};
    });
    addRoute(router, deps, bankRoutes.refused, ({ params, query }) =>
      mending.rows(params.draftId, query.from),
    );
    addRoute(router, deps, bankRoutes.mend, ({ params, body, caller }) =>
      mending.mend(params.draftId, params.n, body, clerkOf(caller)),
    );
    addRoute(router, deps, bankRoutes.mendPicture, ({ params, file, caller }) => {
      if (!file) throw new AppError('BAD_REQUEST', { field: 'file' });
      return mending.addPicture(params.draftId, file, clerkOf(caller));
    });
    addRoute(router, deps, bankRoutes.draftDiff, ({ params, query }) =>
      comparison.ofDraft(params.draftId, query.mode, query.from),
    );
    addRoute(router, deps, bankRoutes.outlook, ({ params, query }) =>
      outlook.ofDraft(params.draftId, query.mode, query.from),
    );
    addRoute(router, deps, bankRoutes.submit, ({ params, body, caller }) =>
      review.submit(params.draftId, body, clerkOf(caller)),
    );
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
    addRoute(router, deps, bankRoutes.exported, ({ params, query, gone }) =>
      exports.ofVersion(params.hash, query.format, gone),
    );
    addRoute(router, deps, bankRoutes.versions, async () => ({ versions: await versions.list() }));
    addRoute(router, deps, bankRoutes.withdrawals, async () => ({ withdrawals: await withdrawals.list() }));
    addRoute(router, deps, bankRoutes.withdraw, ({ body, caller }) =>
      withdrawals.withdraw(body, clerkOf(caller)),
    );
    addRoute(router, deps, bankRoutes.runningWith, ({ params }) => withdrawals.preview(params.questionId));
    addRoute(router, deps, bankRoutes.putBack, async ({ params, caller }) => {
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
