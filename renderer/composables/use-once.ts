import { readonly, ref, watch } from "vue";
import type { Ref } from "vue";

/** True from the first moment on at which `is` gives true. */
export function useOnce(is: () => boolean): Readonly<Ref<boolean>> {
  const was = ref(is());
  const stop = watch(is, (now) => {
    if (!now) return;
    was.value = true;
    stop();
  });
  return readonly(was);
}
