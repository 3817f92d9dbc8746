import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { PaperItem } from 'exam-contract/paper';
import { localText } from '../../i18n/i18n';
import type { MediaUrls } from '../../session/media-shelf';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icons';

type Media = PaperItem['media'][number];

/** Pictures of a question in boxes of fixed shape: nothing moves when one arrives. */
export function Pictures({ media, urls, lang }: { media: readonly Media[]; urls: MediaUrls; lang: string }) {
  return (
    <div className="pictures">
      {media.map((m) => (
        <Picture key={m.sha256} media={m} url={urls[m.sha256]} lang={lang} />
      ))}
    </div>
  );
}

function Picture({ media, url, lang }: { media: Media; url: string | undefined; lang: string }) {
  const { t } = useTranslation('test');
  const [open, setOpen] = useState(false);
  const alt = localText(media.alt, lang);
  if (!url)
    return (
      <div className="picture missing" role="img" aria-label={alt.text}>
        <span className="ring" aria-hidden="true" />
        {t('zoom.missing')}
      </div>
    );
  if (media.mime.startsWith('video/'))
    return <video className="picture" src={url} controls muted loop aria-label={alt.text} />;
  return (
    <>
      <AriaButton className="picture" onPress={() => setOpen(true)}>
        <img src={url} alt={alt.text} lang={alt.lang} draggable={false} />
        <span className="picture-zoom">
          <Icon name="zoom" />
          {t('zoom.open')}
        </span>
      </AriaButton>
      {open && <Zoomed url={url} alt={alt.text} onClose={() => setOpen(false)} />}
    </>
  );
}

const steps = [1, 1.5, 2, 3] as const;

function Zoomed({ url, alt, onClose }: { url: string; alt: string; onClose: () => void }) {
  const { t } = useTranslation('test');
  const [at, setAt] = useState(0);
  return (
    <Dialog
      title={alt}
      wide
      onClose={onClose}
      actions={
        <>
          <Button icon="zoomOut" onPress={() => setAt(Math.max(0, at - 1))} isDisabled={at === 0}>
            {t('zoom.out')}
          </Button>
          <Button icon="zoom" onPress={() => setAt(at + 1)} isDisabled={at === steps.length - 1}>
            {t('zoom.in')}
          </Button>
          <Button kind="primary" onPress={onClose}>
            {t('zoom.close')}
          </Button>
        </>
      }
    >
      {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- a scrolled picture must be reachable by keys */}
      <div className="zoomed" tabIndex={0} role="group" aria-label={alt}>
        <img src={url} alt="" style={{ width: `${steps[at]! * 100}%` }} draggable={false} />
      </div>
    </Dialog>
  );
}
