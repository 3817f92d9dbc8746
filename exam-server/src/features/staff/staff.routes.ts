import type { Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { staffRoutes } from 'exam-contract/http/staff';
import { AppError } from '../../platform/errors';
import { addRoute, type Caller, type RouteDeps } from '../../platform/http/route';
import { actorOf } from '../audit';
import type { DutyService } from './duty.service';
import type { StaffService } from './staff.service';

/** Sign-ins a minute from one address: hashing costs, so guessing many names from one place must not slow exams. */
const SIGN_INS_PER_MINUTE = 30;

const staffIdOf = (caller: Caller): string => {
  if (caller.kind !== 'staff') throw new AppError('FORBIDDEN');
  return caller.sub;
};

export const staffRoutesOf =
  (staff: StaffService, duty: DutyService, limited: boolean) => (router: Router, deps: RouteDeps) => {
    const perAddress = new RateLimiterMemory({ points: SIGN_INS_PER_MINUTE, duration: 60 });

    addRoute(router, deps, staffRoutes.signIn, async ({ body, ip }) => {
      if (limited) {
        await perAddress.consume(ip).catch((r: { msBeforeNext?: number }) => {
          throw new AppError('TOO_MANY_REQUESTS', { retryAfterMs: r.msBeforeNext ?? 60_000 });
        });
      }
      return staff.signIn(body);
    });
    addRoute(router, deps, staffRoutes.me, ({ caller }) => staff.get(staffIdOf(caller)));
    addRoute(router, deps, staffRoutes.changeOwnPassword, ({ caller, body }) =>
      staff.chooseOwnPassword(staffIdOf(caller), body, actorOf(caller)),
    );
    addRoute(router, deps, staffRoutes.accounts, async () => ({ rows: await staff.accounts() }));
    addRoute(router, deps, staffRoutes.addAccount, async ({ body, caller }) => {
      const { account, password } = await staff.add(body, actorOf(caller));
      return { account, password };
    });
    addRoute(router, deps, staffRoutes.changeAccount, ({ params, body, caller }) =>
      staff.changeAccount(params.staffId, body, actorOf(caller)),
    );
    addRoute(router, deps, staffRoutes.resetPassword, async ({ params, caller }) => ({
      password: await staff.setPassword(params.staffId, actorOf(caller)),
    }));
    addRoute(router, deps, staffRoutes.setDisabled, ({ params, body, caller }) =>
      staff.setDisabled(params.staffId, body.disabled, {
        staffId: staffIdOf(caller),
        actor: actorOf(caller),
      }),
    );
    addRoute(router, deps, staffRoutes.duty, async ({ params }) => ({
      duty: await duty.current(params.roomId),
    }));
    addRoute(router, deps, staffRoutes.goOnDuty, ({ params, caller }) =>
      duty.goOn(params.roomId, staffIdOf(caller), actorOf(caller)),
    );
    addRoute(router, deps, staffRoutes.goOffDuty, async ({ params, caller }) => {
      const anybody = caller.kind === 'staff' && caller.roles.includes('admin');
      await duty.goOff(params.roomId, staffIdOf(caller), actorOf(caller), anybody);
      return {};
    });
  };
