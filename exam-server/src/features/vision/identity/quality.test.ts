import type { FaceObservation, Observation } from 'exam-contract/vision';
import { qualityHint } from './quality';

const face = (over: Partial<FaceObservation> = {}): FaceObservation => ({
  box: [0.35, 0.25, 0.22, 0.35],
  score: 0.99,
  landmarks: [],
  yaw: 3,
  eyesClosed: null,
  heightPx: 168,
  light: 120,
  focus: 0.4,
  ...over,
});
const frame = (faces: FaceObservation[], over: Partial<Observation> = {}): Observation => ({
  at: 0,
  width: 640,
  height: 480,
  faces,
  brightness: 110,
  sharpness: 400,
  motion: 1,
  ms: 3,
  ...over,
});

describe('the hint to the person in front of the camera', () => {
  it.each([
    ['noFace', frame([])],
    ['tooDark', frame([], { brightness: 6 })],
    ['tooDark', frame([face({ light: 20 })])],
    ['tooBright', frame([face({ light: 230 })])],
    ['oneFaceOnly', frame([face(), face({ heightPx: 120 })])],
    ['comeCloser', frame([face({ heightPx: 79 })])],
    ['moveBack', frame([face({ box: [0.1, 0.02, 0.6, 0.9] })])],
    ['blurred', frame([face({ focus: 0.03 })])],
    ['turnToCamera', frame([face({ yaw: -22 })])],
    ['holdStill', frame([face({ focus: 0.03 })], { motion: 30 })],
    [null, frame([face()])],
  ])('is %s', (hint, o) => expect(qualityHint(o)).toBe(hint));

  it('does not mind a dark room, a white wall or a passer-by far behind', () => {
    expect(qualityHint(frame([face()], { brightness: 20, sharpness: 30 }))).toBeNull();
    expect(qualityHint(frame([face()], { brightness: 235 }))).toBeNull();
    expect(qualityHint(frame([face(), face({ heightPx: 90 })]))).toBeNull();
  });
});
