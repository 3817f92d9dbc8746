import { Modal, Skeleton } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';

function Shown({ blob, alt }: { blob: Blob; alt: string }) {
  const put = useCallback(
    (img: HTMLImageElement | null) => {
      if (!img) return;
      const url = URL.createObjectURL(blob);
      img.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [blob],
  );
  return <img ref={put} alt={alt} />;
}

interface Props {
  /** Names the picture; asked for once, since each look leaves an audit row. */
  name: string;
  load: () => Promise<Blob>;
  alt: string;
}

/** A picture that only who is signed in may see; a press shows it large. */
export function Still({ name, load, alt }: Props) {
  const { t } = useTranslation('page');
  const [large, setLarge] = useState(false);
  const picture = useQuery({ queryKey: ['picture', name], queryFn: load, staleTime: Infinity, retry: false });
  if (picture.isPending)
    return (
      <span className="still" role="status" aria-label={t('loading')}>
        <Skeleton.Node active className="still-wait" />
      </span>
    );
  if (!picture.data) return <span className="still gone">{t('noPicture')}</span>;
  return (
    <>
      <button
        type="button"
        className="still"
        aria-label={t('enlarge', { what: alt })}
        onClick={() => setLarge(true)}
      >
        <Shown blob={picture.data} alt={alt} />
      </button>
      <Modal open={large} title={alt} footer={null} width={760} onCancel={() => setLarge(false)}>
        <div className="still-large">
          <Shown blob={picture.data} alt={alt} />
        </div>
      </Modal>
    </>
  );
}
