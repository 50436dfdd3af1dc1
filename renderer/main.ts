import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/states.css";
import { createPinia } from "pinia";
import { createApp } from "vue";
import App from "./App.vue";
import { chooseBridge } from "./bridge/bridge";
import { firstLanguage } from "./composables/use-language";
import { LabStream } from "./model/lab-stream";
import { HOST } from "./stores/host";
import { i18n, speak } from "./texts";

// Nothing is shown in one language first, and then in another.
await speak(firstLanguage());

const bridge = chooseBridge();
createApp(App)
  .provide(HOST, { bridge, stream: new LabStream(bridge) })
  .use(createPinia())
  .use(i18n)
  .mount("#app");
