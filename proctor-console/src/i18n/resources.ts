import zhBlueprint from './zh-CN/blueprint.json';
import enBlueprint from './en/blueprint.json';
import zhLook from './zh-CN/look.json';
import enLook from './en/look.json';
import zhMapping from './zh-CN/mapping.json';
import enMapping from './en/mapping.json';
import zhStatistics from './zh-CN/statistics.json';
import enStatistics from './en/statistics.json';
import zhAccount from './zh-CN/account.json';
import enAccount from './en/account.json';
import zhSite from './zh-CN/site.json';
import enSite from './en/site.json';
import zhCandidate from './zh-CN/candidate.json';
import enCandidate from './en/candidate.json';
import zhLaw from './zh-CN/law.json';
import enLaw from './en/law.json';
import zhRegrade from './zh-CN/regrade.json';
import enRegrade from './en/regrade.json';
import zhBank from './zh-CN/bank.json';
import enBank from './en/bank.json';
import zhAudit from './zh-CN/audit.json';
import zhAttempt from './zh-CN/attempt.json';
import enAudit from './en/audit.json';
import enAttempt from './en/attempt.json';
import zhIncident from './zh-CN/incident.json';
import zhPage from './zh-CN/page.json';
import enIncident from './en/incident.json';
import enPage from './en/page.json';
import enCommon from './en/common.json';
import enErrors from './en/errors.json';
import enWall from './en/wall.json';
import zhCommon from './zh-CN/common.json';
import zhErrors from './zh-CN/errors.json';
import zhWall from './zh-CN/wall.json';

/** Interface texts, one file a part of the console. */
export const resources = {
  'zh-CN': {
    common: zhCommon,
    errors: zhErrors,
    wall: zhWall,
    page: zhPage,
    incident: zhIncident,
    attempt: zhAttempt,
    audit: zhAudit,
    bank: zhBank,
    law: zhLaw,
    regrade: zhRegrade,
    blueprint: zhBlueprint,
    look: zhLook,
    mapping: zhMapping,
    candidate: zhCandidate,
    site: zhSite,
    account: zhAccount,
    statistics: zhStatistics,
  },
  en: {
    common: enCommon,
    errors: enErrors,
    wall: enWall,
    page: enPage,
    incident: enIncident,
    attempt: enAttempt,
    audit: enAudit,
    bank: enBank,
    law: enLaw,
    regrade: enRegrade,
    blueprint: enBlueprint,
    look: enLook,
    mapping: enMapping,
    candidate: enCandidate,
    site: enSite,
    account: enAccount,
    statistics: enStatistics,
  },
} as const;
