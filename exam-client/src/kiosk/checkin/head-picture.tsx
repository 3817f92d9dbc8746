/** A head that turns the way the person should, as seen in a mirror. Stands still where motion is unwanted. */
export function HeadPicture({ turn }: { turn: 'left' | 'right' | 'front' }) {
  return (
    <svg className={`head ${turn}`} viewBox="0 0 200 200" aria-hidden="true">
      <path className="head-neck" d="M76 150v22c-26 4-44 12-52 28h152c-8-16-26-24-52-28v-22z" />
      <ellipse className="head-skin" cx="100" cy="96" rx="52" ry="64" />
      <path className="head-hair" d="M46 92c-4-46 24-66 54-66s58 20 54 66c-8-26-26-36-54-36S54 66 46 92z" />
      <g className="head-features">
        <circle cx="80" cy="94" r="5" />
        <circle cx="120" cy="94" r="5" />
        <path d="M100 98l-5 20h10z" className="head-nose" />
        <path d="M84 134c9 8 23 8 32 0" className="head-mouth" />
      </g>
      {turn !== 'front' && (
        <path
          className="head-arrow"
          d={turn === 'left' ? 'M64 20H18M34 4L16 20l18 16' : 'M136 20h46M166 4l18 16-18 16'}
        />
      )}
    </svg>
  );
}
