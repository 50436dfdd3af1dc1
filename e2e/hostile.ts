import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/**
 * What somebody may write who wants a page to do more than show it: as a name, a lesson, a line of output.
 * Whatever of it ran would set `ran`; whatever became an element is called `hostile`.
 */
export const HOSTILE_TEXTS: readonly string[] = [
  "<script>ran=1</script>",
  "<b id=hostile>bold</b>",
  "<img id=hostile src=x onerror=ran=1>",
  "<svg id=hostile onload=ran=1>",
  "<svg><script>ran=1</script></svg>",
  "<svg><a id=hostile xlink:href='javascript:ran=1'><text>x",
  "<svg><animate id=hostile onbegin=ran=1 attributeName=x>",
  "<svg><use id=hostile href='data:image/svg+xml,x#x'/>",
  "<math id=hostile><mi xlink:href='javascript:ran=1'>x",
  "<math><mtext><table><mglyph><style><img onerror=ran=1 src>",
  "<iframe id=hostile srcdoc='<script>parent.ran=1</script>'>",
  "<iframe id=hostile src=javascript:parent.ran=1>",
  "<object id=hostile data=http://127.0.0.1:9/x>",
  "<embed id=hostile src=http://127.0.0.1:9/x>",
  "<link id=hostile rel=stylesheet href=http://127.0.0.1:9/x>",
  "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
  "<base id=hostile href=http://127.0.0.1:9/>",
  "<form id=hostile action=javascript:ran=1><input autofocus onfocus=ran=1>",
  "<details id=hostile open ontoggle=ran=1>",
  "<video id=hostile><source onerror=ran=1>",
  "<style id=hostile>*{display:none}</style>",
  "<template><script>ran=1</script></template>",
  "<a id=hostile href=javascript:ran=1>click</a>",
  "<a id=hostile href=' &#106;avascript:ran=1'>click</a>",
  "[click](javascript:ran=1)",
  "![x](http://127.0.0.1:9/x.png)",
  "[x]: http://127.0.0.1:9/",
  '" onmouseover=ran=1 x="',
  "' autofocus onfocus=ran=1 x='",
  "]]><script>ran=1</script>",
  "--><script>ran=1</script><!--",
  "</title></textarea></style><script>ran=1</script>",
  "&lt;script&gt;ran=1&lt;/script&gt;",
  "&#60;img src=x onerror=ran=1&#62;",
  "{{constructor.constructor('ran=1')()}}",
  "${ran=1}",
  "#{ran=1}",
  "@:native.reload {count} {'@'} %{x} | a | b",
  "javascript:ran=1",
  "data:text/html,<script>ran=1</script>",
  "__proto__",
  "constructor",
  "../../../etc/passwd",
  "%00%0a%0d%3Cscript%3E",
  "\u202eevil\u202c\u2066\u200f",
  "\u0000\u0007\u001b[2J\u001b]0;x\u0007\u007f",
  "a\r\nb\u2028c\u2029d",
  "\ufeff\u200b\u00ad",
  "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b\u030c",
  "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \udc00",
];

/** Watches a page on which hostile texts are shown. */
export class Watch {
  readonly #page: Page;
  readonly #dialogs: string[] = [];
  readonly #requests: string[] = [];

  constructor(page: Page) {
    this.#page = page;
    page.on("dialog", (dialog) => {
      this.#dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("request", (request) => this.#requests.push(request.url()));
  }

  /** Fails if anything of what is shown was taken for more than text. */
  async expectOnlyText(where: string): Promise<void> {
    const found = await this.#page.evaluate(() => {
      const odd: string[] = [];
      const look = (root: Document | ShadowRoot): void => {
        for (const element of root.querySelectorAll("*")) {
          const { localName: tag, attributes, shadowRoot } = element;
          const isOdd = /^(iframe|object|embed|base|math|video|foreignobject|animate)$/i;
          if (isOdd.test(tag) || element.id === "hostile") odd.push(tag);
          if (tag === "script" && !element.hasAttribute("src")) odd.push(tag);
          for (const { name, value } of attributes) {
            const isAddress = /^(href|src|srcset|data|action|formaction|xlink:href)$/i.test(name);
            if (/^on|^srcdoc$/i.test(name)) odd.push(`${tag} ${name}`);
            if (
              isAddress &&
              /^\s*(javascript|vbscript|data:text|http:\/\/127\.0\.0\.1:9)/i.test(value)
            ) {
              odd.push(`${tag} ${name}=${value}`);
            }
          }
          if (shadowRoot !== null) look(shadowRoot);
        }
      };
      look(document);
      if ("ran" in window) odd.push("a script ran");
      if (Object.keys(Object.prototype).length > 0) odd.push("the prototype of objects");
      return odd;
    });
    expect(this.#page.url()).not.toContain("127.0.0.1:9/");
    // What was asked for while the page was opened is its own as well.
    const own = new URL(this.#page.url());
    const elsewhere = this.#requests.filter((address) => {
      const { protocol, host } = new URL(address);
      return protocol !== "blob:" && (protocol !== own.protocol || host !== own.host);
    });
    expect({ where, found, dialogs: this.#dialogs, elsewhere }).toEqual({
      where,
      found: [],
      dialogs: [],
      elsewhere: [],
    });
  }
}
