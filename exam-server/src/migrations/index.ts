import type { Migration } from '../platform/mongo/migrate';
import { migration as jobs } from './0005-jobs';
import { migration as audit } from './0010-audit';
import { migration as staff } from './0020-staff';
import { migration as sites } from './0030-sites';
import { migration as candidates } from './0040-candidates';
import { migration as booking } from './0050-booking';
import { migration as papers } from './0060-papers';
import { migration as demo } from './0070-demo';
import { migration as exam } from './0100-exam';
import { migration as proctoring } from './0200-proctoring';
import { migration as bankReview } from './0210-bank-review';
import { migration as statistics } from './0220-statistics';
import { migration as withdrawnRunning } from './0240-withdrawn-running';
import { migration as bankPublications } from './0260-bank-publications';
import { migration as regrades } from './0270-regrades';
import { migration as blueprints } from './0285-blueprints';

/** The history of the database. A new step is a new file with the next free number, named here. */
export const migrations: readonly Migration[] = [
  jobs,
  audit,
  staff,
  sites,
  candidates,
  booking,
  papers,
  demo,
  exam,
  proctoring,
  bankReview,
  statistics,
  withdrawnRunning,
  bankPublications,
  regrades,
  blueprints,
];
