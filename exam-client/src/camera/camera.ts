/** off → starting → on; denied = not permitted; missing = no camera or in use; lost = it was there and is gone. */
export type CameraStatus = 'off' | 'starting' | 'on' | 'denied' | 'missing' | 'lost';

const WIDTH = 640;
const HEIGHT = 480;
const JPEG_QUALITY = 0.8;
const AGAIN_MS = 3000;

export interface CameraPorts {
  changed(status: CameraStatus, stream: MediaStream | null): void;
  media?: Pick<MediaDevices, 'getUserMedia' | 'addEventListener' | 'removeEventListener'>;
}

/** The terminal's camera. It looks for itself again when it was lost, until it is stopped. */
export class Camera {
  readonly #ports: CameraPorts;
  #stream: MediaStream | null = null;
  #video: HTMLVideoElement | null = null;
  #status: CameraStatus = 'off';
  #wanted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: CameraPorts) {
    this.#ports = ports;
  }

  get status(): CameraStatus {
    return this.#status;
  }
  get stream(): MediaStream | null {
    return this.#stream;
  }
  /** The playing picture, for measuring brightness; null while there is none. */
  get video(): HTMLVideoElement | null {
    return this.#video && this.#video.videoWidth > 0 ? this.#video : null;
  }

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    void this.#open(this.#status === 'lost');
  }

  stop(): void {
    this.#wanted = false;
    clearTimeout(this.#timer);
    this.#release();
    this.#set('off');
  }

  /** The present picture as JPEG of at most 640×480, or null where there is none. */
  async grab(): Promise<Uint8Array | null> {
    const video = this.video;
    if (!video || this.#status !== 'on') return null;
    const scale = Math.min(1, WIDTH / video.videoWidth, HEIGHT / video.videoHeight);
    const [w, h] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
    const blob = await drawJpeg(video, w, h).catch(() => null);
    return blob ? new Uint8Array(await blob.arrayBuffer()) : null;
  }

  async #open(again: boolean): Promise<void> {
    const media = this.#ports.media ?? navigator.mediaDevices;
    // Browsers show no camera at all to a page that came over plain http from elsewhere.
    if (!media) return this.#set('missing');
    if (!again) this.#set('starting');
    try {
      const stream = await media.getUserMedia({
        audio: false,
        video: { width: { ideal: WIDTH }, height: { ideal: HEIGHT }, facingMode: 'user' },
      });
      if (!this.#wanted) return stop(stream);
      await this.#adopt(stream);
    } catch (err) {
      if (!this.#wanted) return;
      const name = err instanceof Error ? err.name : '';
      if (name === 'NotAllowedError' || name === 'SecurityError') this.#set('denied');
      else this.#set(again ? 'lost' : 'missing');
      this.#timer = setTimeout(() => void this.#open(again), AGAIN_MS);
    }
  }

  async #adopt(stream: MediaStream): Promise<void> {
    this.#stream = stream;
    for (const track of stream.getVideoTracks()) track.addEventListener('ended', this.#lost);
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    this.#video = video;
    await video.play().catch(() => undefined);
    if (this.#stream === stream) this.#set('on');
  }

  #lost = (): void => {
    this.#release();
    if (!this.#wanted) return;
    this.#set('lost');
    this.#timer = setTimeout(() => void this.#open(true), AGAIN_MS);
  };

  #release(): void {
    if (this.#stream) stop(this.#stream);
    if (this.#video) this.#video.srcObject = null;
    this.#stream = null;
    this.#video = null;
  }

  #set(status: CameraStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#ports.changed(status, this.#stream);
  }
}

const stop = (stream: MediaStream): void => stream.getTracks().forEach((t) => t.stop());

async function drawJpeg(video: HTMLVideoElement, w: number, h: number): Promise<Blob | null> {
  const type = 'image/jpeg';
  if (typeof OffscreenCanvas !== 'undefined') {
    const canvas = new OffscreenCanvas(w, h);
    canvas.getContext('2d')?.drawImage(video, 0, 0, w, h);
    return canvas.convertToBlob({ type, quality: JPEG_QUALITY });
  }
  const canvas = document.createElement('canvas');
  canvas.width = w;
  canvas.height = h;
  canvas.getContext('2d')?.drawImage(video, 0, 0, w, h);
  return new Promise((resolve) => canvas.toBlob(resolve, type, JPEG_QUALITY));
}
