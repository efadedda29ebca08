import type { ReactNode } from "react";

/** Line icons on a 20-unit grid, drawn for Fovea. They take the text's colour and are hidden from readers. */
function icon(drawing: ReactNode) {
  return function Icon({ size = 20 }: { readonly size?: number }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {drawing}
      </svg>
    );
  };
}

export const Plus = icon(<path d="M10 4v12M4 10h12" />);
export const Close = icon(<path d="m5 5 10 10M15 5 5 15" />);
export const ArrowUp = icon(<path d="M10 16V4M5 9l5-5 5 5" />);
export const ArrowDown = icon(<path d="M10 4v12M5 11l5 5 5-5" />);
export const ArrowLeft = icon(<path d="M16 10H4M9 5l-5 5 5 5" />);
export const ArrowRight = icon(<path d="M4 10h12M11 5l5 5-5 5" />);
export const ChevronLeft = icon(<path d="m12 5-5 5 5 5" />);
export const ChevronRight = icon(<path d="m8 5 5 5-5 5" />);
export const ChevronDown = icon(<path d="m5 8 5 5 5-5" />);
export const Stop = icon(<rect x="5.5" y="5.5" width="9" height="9" rx="1.5" fill="currentColor" />);
export const Play = icon(<path d="M6 4.5v11l9-5.5z" fill="currentColor" />);
export const Picture = icon(
  <>
    <rect x="3" y="4" width="14" height="12" rx="2" />
    <circle cx="7.3" cy="8.2" r="1.3" />
    <path d="m3.5 14.5 4-3.6 3 2.6 2.6-2.3 3.4 3" />
  </>,
);
export const AddPicture = icon(
  <>
    <path d="M11 4H5a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-4" />
    <path d="m3.5 14.5 4-3.6 3 2.6 2.6-2.3 3.4 3M16 2.5v5M13.5 5h5" />
  </>,
);
export const Camera = icon(
  <>
    <path d="M3 7.5a1.5 1.5 0 0 1 1.5-1.5H6l1.2-2h5.6L14 6h1.5A1.5 1.5 0 0 1 17 7.5v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5z" />
    <circle cx="10" cy="10.8" r="2.8" />
  </>,
);
export const Copy = icon(
  <>
    <rect x="7" y="7" width="9" height="9" rx="2" />
    <path d="M13 7V5.5A1.5 1.5 0 0 0 11.5 4h-6A1.5 1.5 0 0 0 4 5.5v6A1.5 1.5 0 0 0 5.5 13H7" />
  </>,
);
export const Check = icon(<path d="m4.5 10.5 3.5 3.5 7.5-8" />);
export const Cross = icon(<path d="m6 6 8 8M14 6l-8 8" />);
export const Again = icon(<path d="M15.8 8A6.2 6.2 0 1 0 16 11.5M16 4v4.2h-4.2" />);
export const Pencil = icon(<path d="m4 16 .8-3.2L13.2 4.4a1.3 1.3 0 0 1 1.9 0l.5.5a1.3 1.3 0 0 1 0 1.9l-8.4 8.4zM11.8 5.8l2.4 2.4" />);
export const ThumbUp = icon(<path d="M3.5 9h2.8v7H3.5zM6.3 9l3-5.6c1.3 0 2 .9 1.8 2.2L10.7 8h4.3c1.1 0 1.8 1 1.5 2l-1.3 4.7c-.2.8-.9 1.3-1.7 1.3H6.3" />);
export const ThumbDown = icon(<path d="M16.5 11h-2.8V4h2.8zM13.7 11l-3 5.6c-1.3 0-2-.9-1.8-2.2l.4-2.4H5c-1.1 0-1.8-1-1.5-2l1.3-4.7C5 4.5 5.7 4 6.5 4h7.2" />);
export const Bin = icon(<path d="M4 6h12M8 6V4h4v2M5.5 6l.7 10h7.6l.7-10M8.5 9v4.5M11.5 9v4.5" />);
export const Menu = icon(<path d="M3.5 6h13M3.5 10h13M3.5 14h13" />);
export const Dots = icon(
  <>
    <circle cx="4.5" cy="10" r=".9" fill="currentColor" />
    <circle cx="10" cy="10" r=".9" fill="currentColor" />
    <circle cx="15.5" cy="10" r=".9" fill="currentColor" />
  </>,
);
export const Search = icon(
  <>
    <circle cx="9" cy="9" r="5" />
    <path d="m13 13 4 4" />
  </>,
);
export const Gear = icon(
  <>
    <path d="M3 6h6M13 6h4M3 14h3M10 14h7" />
    <circle cx="11" cy="6" r="2" />
    <circle cx="8" cy="14" r="2" />
  </>,
);
export const Chat = icon(<path d="M4 5.5A1.5 1.5 0 0 1 5.5 4h9A1.5 1.5 0 0 1 16 5.5v6.5a1.5 1.5 0 0 1-1.5 1.5H9L5.5 16.5v-3A1.5 1.5 0 0 1 4 12z" />);
export const Bench = icon(<path d="M3 7h14M5.5 7v9.5M14.5 7v9.5M5.5 12h9M7 7V4h6v3" />);
export const Lens = icon(
  <>
    <circle cx="10" cy="10" r="6.5" />
    <circle cx="11" cy="9" r="2.5" />
  </>,
);
export const Code = icon(<path d="m7 6-4 4 4 4M13 6l4 4-4 4" />);
export const Braces = icon(<path d="M8 4C6 4 6 5.5 6 7s0 3-2 3c2 0 2 1.5 2 3s0 3 2 3M12 4c2 0 2 1.5 2 3s0 3 2 3c-2 0-2 1.5-2 3s0 3-2 3" />);
export const Save = icon(<path d="M4 5.5A1.5 1.5 0 0 1 5.5 4H13l3 3v7.5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 14.5zM7 4v3.5h5V4M7 16v-4.5h6V16" />);
export const Download = icon(<path d="M10 3.5v9M6 9l4 4 4-4M4 16.5h12" />);
export const Upload = icon(<path d="M10 13V4M6 7.5l4-4 4 4M4 16.5h12" />);
export const Link = icon(<path d="M8.5 11.5a3 3 0 0 0 4.3 0l2.8-2.8a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-2.8 2.8a3 3 0 0 0 4.3 4.3l1-1" />);
export const ZoomIn = icon(
  <>
    <circle cx="9" cy="9" r="5" />
    <path d="m13 13 4 4M9 7v4M7 9h4" />
  </>,
);
export const ZoomOut = icon(
  <>
    <circle cx="9" cy="9" r="5" />
    <path d="m13 13 4 4M7 9h4" />
  </>,
);
export const Marks = icon(<path d="M3.5 7V4.5a1 1 0 0 1 1-1H7M13 3.5h2.5a1 1 0 0 1 1 1V7M16.5 13v2.5a1 1 0 0 1-1 1H13M7 16.5H4.5a1 1 0 0 1-1-1V13M6.5 8.5h7v3h-7z" />);
export const Warning = icon(<path d="M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.3v.1" />);
export const Shrink = icon(<path d="M4 8.5h4.5V4M16 11.5h-4.5V16M8.5 8.5 4 4M11.5 11.5 16 16" />);
export const Duplicate = icon(
  <>
    <rect x="4" y="4" width="9" height="9" rx="1.5" />
    <path d="M16 8v6.5a1.5 1.5 0 0 1-1.5 1.5H8" />
  </>,
);

/** Fovea's mark: the eye's sharpest point, off centre. */
export function Mark({ size = 22 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16" cy="16" r="15" fill="var(--accent-soft)" />
      <circle cx="19" cy="14" r="9" fill="var(--accent)" />
      <circle cx="20.5" cy="13" r="4" fill="var(--on-accent)" />
    </svg>
  );
}
