import type { Role } from 'exam-contract/http/roles';
import { syntheticIdNumber } from './synthetic-id';

export interface DemoStaff {
  username: string;
  name: string;
  roles: Role[];
  examinerCertificate: string | null;
}
/** One account for each role; the proctor is a certified examiner. */
export const demoStaff: readonly DemoStaff[] = [
  { username: 'admin', name: '示范·管理员', roles: ['admin'], examinerCertificate: null },
  { username: 'proctor', name: '示范·监考员', roles: ['proctor'], examinerCertificate: 'DEMO-0001' },
  { username: 'registry', name: '示范·车管员', roles: ['registry'], examinerCertificate: null },
  { username: 'manager', name: '示范·考点长', roles: ['siteManager'], examinerCertificate: null },
  { username: 'auditor', name: '示范·稽核员', roles: ['auditor'], examinerCertificate: null },
];

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许';
const GIVEN = ['晓云', '明远', '思齐', '雨桐', '子衿', '安然', '若水', '知秋', '怀瑾', '一诺'];
const CLASSES = ['C1', 'C1', 'C2', 'D', 'C1', 'E', 'C1', 'B2', 'C1', 'A1'] as const;

export interface DemoCandidate {
  name: string;
  idNumber: string;
  licenceClass: string;
  timeFactor: 1 | 1.5;
}
/** Candidates with invented names and numbers; the same ones at every start. The 20th has approved extra time. */
export function demoCandidates(count: number): DemoCandidate[] {
  return Array.from({ length: count }, (_, i) => {
    const birth = `${1970 + ((i * 7) % 35)}${String(1 + ((i * 5) % 12)).padStart(2, '0')}${String(1 + ((i * 11) % 28)).padStart(2, '0')}`;
    return {
      name: `${SURNAMES[(i * 3) % SURNAMES.length] ?? ''}${GIVEN[(i + Math.floor(i / 10)) % GIVEN.length] ?? ''}`,
      idNumber: syntheticIdNumber(birth, i + 1),
      licenceClass: CLASSES[i % CLASSES.length] ?? 'C1',
      timeFactor: i === 19 ? 1.5 : 1,
    };
  });
}
