import type { Router } from 'express';
import { candidateRoutes } from 'exam-contract/http/candidates';
import { AppError } from '../../platform/errors';
import { addRoute, type Caller, type RouteDeps } from '../../platform/http/route';
import { actorOf, type Audit } from '../audit';
import type { Booking } from '../booking';
import type { CandidatesService } from './candidates.service';

const seesWholeIds = (caller: Caller): boolean =>
  caller.kind === 'staff' && (caller.roles.includes('registry') || caller.roles.includes('admin'));

export const candidateRoutesOf =
  (candidates: CandidatesService, booking: Booking, audit: Pick<Audit, 'record'>) =>
  (router: Router, deps: RouteDeps) => {
    addRoute(router, deps, candidateRoutes.list, ({ query, caller }) =>
      candidates.list(query, seesWholeIds(caller)),
    );
    addRoute(router, deps, candidateRoutes.add, ({ body, caller }) => candidates.add(body, actorOf(caller)));
    addRoute(router, deps, candidateRoutes.setPhoto, ({ params, file, caller }) => {
      if (!file) throw new AppError('BAD_REQUEST', { field: 'photo' });
      return candidates.setPhoto(params.candidateId, file.data, actorOf(caller));
    });
    addRoute(router, deps, candidateRoutes.photo, async ({ params, caller }) => {
      const photo = await candidates.photo(params.candidateId);
      if (!photo) throw new AppError('NOT_FOUND');
      await audit.record(null, {
        actor: actorOf(caller),
        action: 'candidate.viewPhoto',
        target: `candidate/${params.candidateId}`,
      });
      return photo;
    });
    addRoute(router, deps, candidateRoutes.book, ({ params, body, caller }) =>
      candidates.book(params.candidateId, body, actorOf(caller)),
    );
    addRoute(router, deps, candidateRoutes.cancelBooking, ({ params, caller }) =>
      booking.cancel(params.bookingId, actorOf(caller)),
    );
  };
