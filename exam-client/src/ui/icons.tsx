import type { ReactNode } from 'react';

const paths = {
  arrow: <path d="M5 12h14M13 6l6 6-6 6" />,
  back: <path d="M19 12H5M11 6l-6 6 6 6" />,
  check: <path d="M5 12.5l4.5 4.5L19 7" />,
  cross: <path d="M6 6l12 12M18 6L6 18" />,
  dot: <circle cx="12" cy="12" r="4" fill="currentColor" stroke="none" />,
  flag: <path d="M6 21V4M6 4.5h11l-2.5 4L17 12.5H6" />,
  face: (
    <>
      <path d="M4 8V5.5A1.5 1.5 0 015.5 4H8M16 4h2.5A1.5 1.5 0 0120 5.5V8M20 16v2.5a1.5 1.5 0 01-1.5 1.5H16M8 20H5.5A1.5 1.5 0 014 18.5V16" />
      <path d="M9 10v1M15 10v1M9 14.5c1.7 1.6 4.3 1.6 6 0" />
    </>
  ),
  card: (
    <>
      <rect x="3" y="5.5" width="18" height="13" rx="2" />
      <circle cx="8.5" cy="11" r="1.8" />
      <path d="M5.8 15.6c.5-1.5 4.900-1.500 5.400 0M14 10h4.500M14 13.500h4.500" />
    </>
  ),
  camera: (
    <>
      <path d="M4 8.500h3l1.500-2.500h7L17 8.500h3v10H4z" />
      <circle cx="12" cy="13" r="3.200" />
    </>
  ),
  hand: (
    <path d="M8 12V6.200a1.300 1.300 0 012.600 0V11V4.600a1.300 1.300 0 012.600 0V11V5.800a1.300 1.300 0 012.600 0V13l1.300-2.100a1.350 1.350 0 012.300 1.400L16.600 18c-.8 1.600-2.200 2.700-4.400 2.700-3 0-5-1.900-5.600-4.700L5.800 12.400A1.200 1.200 0 018 11.600" />
  ),
  speaker: (
    <path d="M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4 4 0 010 6M18 6.500a7.500 7.500 0 010 11" />
  ),
  stop: <rect x="7" y="7" width="10" height="10" rx="1" />,
  zoom: (
    <path d="M10.500 17a6.500 6.500 0 100-13 6.500 6.500 0 000 13zM15.500 15.500L20.500 20.500M10.500 8v5M8 10.500h5" />
  ),
  zoomOut: (
    <path d="M10.500 17a6.500 6.500 0 100-13 6.500 6.500 0 000 13zM15.500 15.500L20.500 20.500M8 10.500h5" />
  ),
  clock: <path d="M12 20.500a8.500 8.500 0 100-17 8.500 8.500 0 000 17zM12 7.500V12l3 2" />,
  cloudOff: (
    <path d="M4 4l16 16M9 6.500A6 6 0 0117.500 11 4 4 0 0119.500 18M15.500 18.500H7.500a4 4 0 01-1-7.900" />
  ),
  grid: <path d="M4.500 4.500h6v6h-6zM13.500 4.500h6v6h-6zM4.500 13.500h6v6h-6zM13.500 13.500h6v6h-6z" />,
  info: <path d="M12 20.500a8.500 8.500 0 100-17 8.500 8.500 0 000 17zM12 11v5M12 7.800v.4" />,
  warn: <path d="M12 4L2.800 19.500h18.400zM12 10v4.500M12 16.800v.4" />,
  text: <path d="M4 7V5h10v2M9 5v14M7 19h4M14 12v-1.500h7V12M17.500 10.500V19M16 19h3" />,
  print: <path d="M7 8.500V4h10v4.500M7 16.500H4v-8h16v8h-3M7 13.500h10V20H7z" />,
  pen: <path d="M4 20l1-4.500L16 4.500l3.500 3.500L8.500 19zM13.500 7l3.500 3.500" />,
  list: <path d="M9 6.500h11M9 12h11M9 17.500h11M4.500 6.500h.5M4.500 12h.5M4.500 17.500h.5" />,
  erase: <path d="M9 6h11v12H9l-6-6zM12 9.500l5 5M17 9.500l-5 5" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof paths;

/** A picture beside a text that says the same: hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {paths[name]}
    </svg>
  );
}
