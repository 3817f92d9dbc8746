import type { Router } from 'express';
import { questionRoutes } from 'exam-contract/http/questions';
import { addRoute, type RouteDeps } from '../../../platform/http/route';
import type { QuestionsService } from './questions.service';

/** Questions of versions and drafts, one by one. */
export function addQuestionRoutes(router: Router, deps: RouteDeps, questions: QuestionsService): void {
  addRoute(router, deps, questionRoutes.ofVersion, ({ params, query }) =>
    questions.ofVersion(params.hash, query),
  );
  addRoute(router, deps, questionRoutes.inVersion, ({ params }) =>
    questions.inVersion(params.hash, params.questionId),
  );
  addRoute(router, deps, questionRoutes.newest, ({ params }) => questions.newest(params.questionId));
  addRoute(router, deps, questionRoutes.inDraft, ({ params, query }) =>
    questions.inDraft(params.draftId, params.questionId, query.mode, query.from),
  );
}
