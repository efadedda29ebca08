import { type ComponentProps, memo, useRef } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";

import { blocks } from "./blocks";
import { CopyButton } from "./CopyButton";
import { highlight } from "./highlight";
import { useText } from "./i18n";

/**
 * An answer's Markdown as React elements: no HTML string is ever made, raw HTML shows as the text it is, and
 * pictures that an answer points to are named instead of fetched, since fetching tells a stranger who reads.
 */
const Markdown = memo(function Markdown({ source }: { readonly source: string }) {
  return (
    <div className="prose">
      {blocks(source).map((block, i) => (
        <Block key={i} source={block} />
      ))}
    </div>
  );
});

const Block = memo(function Block({ source }: { readonly source: string }) {
  return (
    <ReactMarkdown remarkPlugins={remarkPlugins} rehypePlugins={rehypePlugins} components={components}>
      {source}
    </ReactMarkdown>
  );
});

const remarkPlugins = [remarkGfm];
const rehypePlugins = [highlight];

export default Markdown;

const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  img: ({ src, alt }) => <RemotePicture src={src} alt={alt} />,
  pre: CodeBlock,
  table: ({ children }) => (
    <div className="table-scroll" tabIndex={0} role="group">
      <table>{children}</table>
    </div>
  ),
};

function RemotePicture({ src, alt }: { readonly src: string | Blob | undefined; readonly alt: string | undefined }) {
  const t = useText();
  const address = typeof src === "string" ? src : "";
  return (
    <span className="remote-picture">
      {t.remotePicture(alt ?? "")}
      {/^https?:/i.test(address) ? (
        <>
          {" "}
          <a href={address} target="_blank" rel="noopener noreferrer nofollow">
            {address}
          </a>
        </>
      ) : null}
    </span>
  );
}

function CodeBlock({ children }: ComponentProps<"pre">) {
  const t = useText();
  const ref = useRef<HTMLPreElement>(null);
  return (
    <div className="code-block">
      <CopyButton label={t.copyCode} text={() => ref.current?.textContent ?? ""} />
      <pre ref={ref} tabIndex={0}>
        {children}
      </pre>
    </div>
  );
}
