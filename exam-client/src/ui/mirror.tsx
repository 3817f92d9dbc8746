import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useModel } from './kiosk-context';

/** The camera's picture as in a mirror. */
export function Mirror({ className }: { className?: string }) {
  const { t } = useTranslation();
  const { status, stream } = useModel((m) => m.camera);
  const ref = useRef<HTMLVideoElement>(null);
  // A stream is not an attribute: React cannot set it.
  useEffect(() => {
    const video = ref.current;
    if (!video || video.srcObject === stream) return;
    video.srcObject = stream;
    if (stream) video.play().catch(() => undefined);
  }, [stream]);
  return (
    <div className={`mirror ${className ?? ''}`}>
      <video ref={ref} muted playsInline aria-label={t('camera.self')} hidden={status !== 'on'} />
      {status !== 'on' && <span className="mirror-note">{t(`camera.${status}`)}</span>}
    </div>
  );
}
