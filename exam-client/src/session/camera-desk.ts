import type { CheckinView } from 'exam-contract/checkin';
import { Camera, type CameraStatus } from '../camera/camera';
import { screenOf } from '../flow/screen';
import type { FlowState } from '../flow/state';
import type { Failure } from '../net/failure';
import type { Link } from '../net/link';
import { streamCheckin, streamSitting } from './frames';

export interface CameraDeskPorts {
  link: () => Link | null;
  changed: (status: CameraStatus, stream: MediaStream | null, before: CameraStatus) => void;
  /** Whether the person has asked for another look after an unsuccessful one. */
  tryingAgain: () => boolean;
  seen: (view: CheckinView) => void;
  gone: (why: Failure) => void;
}

/** Switches the camera on while somebody is here, and sends its pictures where they belong at the moment. */
export class CameraDesk {
  readonly camera: Camera;
  readonly #ports: CameraDeskPorts;
  #sending: { key: string; stop: () => void } | null = null;

  constructor(ports: CameraDeskPorts) {
    this.#ports = ports;
    let before: CameraStatus = 'off';
    this.camera = new Camera({
      changed: (status, stream) => {
        ports.changed(status, stream, before);
        before = status;
      },
    });
  }

  follow(flow: FlowState): void {
    const screen = screenOf(flow);
    const sitting = flow.sitting !== null && !['done', 'closed'].includes(flow.sitting.stage);
    if (sitting || flow.checkin !== null || screen === 'camera' || screen === 'demoEnrol')
      this.camera.start();
    else this.camera.stop();

    const looking = screen === 'checkin' || (screen === 'retry' && this.#ports.tryingAgain());
    if (flow.checkin && looking) this.#checkin(flow.checkin.checkinId);
    else if (sitting) this.#sitting(flow.terminal?.frameIntervalMs ?? 1000);
    else this.#send('', () => () => undefined);
  }

  #checkin(checkinId: string): void {
    const { link, seen, gone } = this.#ports;
    this.#send(checkinId, () => streamCheckin(checkinId, { camera: this.camera, link, seen, gone }));
  }
  #sitting(everyMs: number): void {
    this.#send('sitting', () => streamSitting(this.camera, () => this.#ports.link(), everyMs));
  }
  #send(key: string, begin: () => () => void): void {
    if ((this.#sending?.key ?? '') === key) return;
    this.#sending?.stop();
    this.#sending = key ? { key, stop: begin() } : null;
  }
}
