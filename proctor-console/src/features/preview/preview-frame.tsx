import { Alert, Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PREVIEW_PAGE, previewSaid, type PreviewAsked } from 'exam-contract/preview';
import type { withoutKey } from './shown';

export interface Screen {
  width: number;
  height: number;
}
interface Props {
  question: ReturnType<typeof withoutKey>;
  how: Pick<PreviewAsked, 'locale' | 'scale' | 'contrast'>;
  screen: Screen;
  /** Room on this page, CSS pixels. */
  room: Screen;
  title: string;
}

/** The kiosk's own page at the size of a seat's screen, made smaller as a whole, and what of it does not fit. */
export function PreviewFrame({ question, how, screen, room, title }: Props) {
  const { t } = useTranslation('look');
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(false);
  const [hidden, setHidden] = useState<readonly string[] | null>(null);
  const asked = useRef(0);
  useEffect(() => {
    const hear = ({ origin, source, data }: MessageEvent) => {
      if (origin !== location.origin || source !== frame.current?.contentWindow) return;
      const { data: said } = previewSaid.safeParse(data);
      if (said?.preview === 'ready') setReady(true);
      if (said?.preview === 'shown' && said.n === asked.current) setHidden(said.hidden);
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);
  const { locale, scale, contrast } = how;
  useEffect(() => {
    if (!ready) return;
    const urls = question.media.map(({ blob }) => (blob ? URL.createObjectURL(blob) : null));
    const message: PreviewAsked = {
      preview: 'show',
      n: ++asked.current,
      question: {
        ...question,
        media: question.media.map(({ blob, alt }, i) => ({
          url: urls[i] ?? null,
          mime: blob?.type ?? '',
          alt,
        })),
      },
      locale,
      scale,
      contrast,
    };
    frame.current?.contentWindow?.postMessage(message, location.origin);
    return () => {
      for (const url of urls) if (url) URL.revokeObjectURL(url);
    };
  }, [ready, question, locale, scale, contrast]);
  const smaller = Math.min(room.width / screen.width, room.height / screen.height, 1);
  const parts = hidden?.map((p) =>
    p === 'stem' || p === 'picture' ? t(`part.${p}`) : t('part.option', { letter: p }),
  );
  return (
    <div className="look-side">
      <div className="look-fit">
        {parts && (
          <Alert
            role="status"
            showIcon
            type={parts.length > 0 ? 'warning' : 'success'}
            title={parts.length > 0 ? t('hidden', { parts: parts.join(t('and')) }) : t('fits')}
          />
        )}
      </div>
      <div
        className="look-screen"
        style={{ width: screen.width * smaller, height: screen.height * smaller }}
        aria-busy={!ready}
      >
        {!ready && <Skeleton active className="look-wait" />}
        <iframe
          ref={frame}
          title={title}
          src={PREVIEW_PAGE}
          style={{ width: screen.width, height: screen.height, transform: `scale(${smaller})` }}
        />
      </div>
    </div>
  );
}
