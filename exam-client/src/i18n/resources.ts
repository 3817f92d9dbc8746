import zhCheckin from './zh-CN/checkin.json';
import zhCommon from './zh-CN/common.json';
import zhErrors from './zh-CN/errors.json';
import zhResult from './zh-CN/result.json';
import zhRules from './zh-CN/rules.json';
import zhTest from './zh-CN/test.json';
import zhWelcome from './zh-CN/welcome.json';
import enCheckin from './en/checkin.json';
import enCommon from './en/common.json';
import enErrors from './en/errors.json';
import enResult from './en/result.json';
import enRules from './en/rules.json';
import enTest from './en/test.json';
import enWelcome from './en/welcome.json';

/** All texts of the kiosk, both languages: switching must work while the network is down. */
export const resources = {
  'zh-CN': {
    common: zhCommon,
    welcome: zhWelcome,
    checkin: zhCheckin,
    rules: zhRules,
    test: zhTest,
    result: zhResult,
    errors: zhErrors,
  },
  en: {
    common: enCommon,
    welcome: enWelcome,
    checkin: enCheckin,
    rules: enRules,
    test: enTest,
    result: enResult,
    errors: enErrors,
  },
} as const;
