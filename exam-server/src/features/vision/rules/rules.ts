import { cameraCovered } from './camera-covered';
import { cameraFrozen } from './camera-frozen';
import { lookingAway } from './looking-away';
import { multipleFaces } from './multiple-faces';
import { noFace } from './no-face';
import { otherPerson } from './other-person';
import type { CameraRule } from './policy';
import type { Rule } from './rule';

/** Every rule that reads frames. `cameraLost` reads silence and is the monitor's own. */
export const frameRules: Record<Exclude<CameraRule, 'cameraLost'>, Rule> = {
  cameraCovered,
  cameraFrozen,
  noFace,
  multipleFaces,
  otherPerson,
  lookingAway,
};
