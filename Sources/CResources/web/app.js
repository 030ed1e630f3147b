// What pages do beyond HTML. Without this script all of them work; with it they follow what is written, and obey keys.
"use strict";

document.documentElement.classList.add("has-script");

// Live pages: when something was written, the page is fetched again and its <main> replaced, focus kept.
(() => {
    const address = document.body.dataset.live;
    if (!address || !window.EventSource) return;
    const announce = (text) => { document.getElementById("announce").textContent = text; };
    let waiting = null;
    let isFetching = false;
    let isMissed = false;

    // Somebody who is filling in a form is not disturbed.
    const isChosenAnew = (select) => {
        // Where no option is marked, the first one counts as chosen.
        const marked = [...select.options].findIndex((option) => option.defaultSelected);
        return select.selectedIndex !== Math.max(0, marked);
    };
    const isBusy = () => [...document.querySelectorAll("main input, main textarea, main select")].some((field) =>
        field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
            : field.tagName === "SELECT" ? isChosenAnew(field)
                : field.type !== "hidden" && field.value !== field.defaultValue);

    // What stands open stays open, and what has the focus keeps it.
    const replace = (main) => {
        const focused = document.activeElement?.id;
        const open = [...document.querySelectorAll("main details[open][id]")].map((element) => element.id);
        const current = document.querySelector("main .current")?.id;
        document.querySelector("main").replaceChildren(...main.childNodes);
        for (const id of open) document.getElementById(id)?.setAttribute("open", "");
        if (current) document.getElementById(current)?.classList.add("current");
        if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    };

    const refresh = async () => {
        waiting = null;
        if (isFetching || document.hidden || isBusy()) { isMissed = true; return; }
        isFetching = true;
        isMissed = false;
        try {
            const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "manual" });
            if (!answer.ok) return;
            const main = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
            if (main && !isBusy()) { replace(main); followUp(); }
        } catch {
            isMissed = true;
        } finally {
            isFetching = false;
            if (isMissed) later();
        }
    };
    const later = () => { waiting ??= setTimeout(refresh, 500); };
    // A page that was made of what was read a moment ago says when that is read again.
    const followUp = () => {
        const wait = document.querySelector("main [data-again]")?.dataset.again;
        if (wait) setTimeout(later, Number(wait));
    };
    followUp();

    const events = new EventSource(address);
    events.addEventListener("change", later);
    events.onopen = () => announce("");
    events.onerror = () => announce(document.body.dataset.offline);
    document.addEventListener("visibilitychange", () => { if (!document.hidden && isMissed) later(); });
    document.addEventListener("focusout", () => { if (isMissed) later(); });
    addEventListener("pagehide", () => events.close());
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();

// 常用语: what is chosen is put into the words that it belongs to, where it can be gone on from.
document.addEventListener("change", (event) => {
    const words = document.getElementById(event.target.dataset?.into ?? "");
    if (!words || !event.target.value) return;
    words.value = words.value ? `${words.value}\n${event.target.value}` : event.target.value;
    event.target.value = "";
    words.focus();
});

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());

// Keys: j and k walk the rows that have data-row, Enter and o open the row's link, g goes to the first page, and whatever
// has data-key is pressed by its key: in a row only while the row is the current one. A list with data-begin has its first
// row current when the page comes. ? shows them all.
(() => {
    const dialog = document.getElementById("keys");
    const rows = () => [...document.querySelectorAll("main [data-row]")];

    const walk = (step) => {
        const all = rows();
        if (!all.length) return;
        const now = all.findIndex((row) => row.classList.contains("current"));
        const next = all[Math.min(all.length - 1, Math.max(0, now + step))];
        all[now]?.classList.remove("current");
        next.classList.add("current");
        next.scrollIntoView({ block: "nearest" });
        (next.querySelector("a, button, input") ?? next).focus({ preventScroll: true });
    };

    const show = () => {
        const list = dialog.querySelector("dl");
        for (const old of list.querySelectorAll(".own")) old.remove();
        const seen = new Set([...list.querySelectorAll("kbd")].map((key) => key.textContent));
        for (const element of document.querySelectorAll("main [data-key]")) {
            const key = element.dataset.key;
            if (seen.has(key)) continue;
            seen.add(key);
            const line = document.createElement("div");
            line.className = "own";
            const term = document.createElement("dt");
            term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
            const meaning = document.createElement("dd");
            meaning.textContent = element.dataset.keyLabel ?? element.textContent.trim();
            line.append(term, meaning);
            list.append(line);
        }
        dialog.showModal();
    };

    // What is done with those that are ticked is done with the current row, if none is.
    const tick = (button, row) => {
        const name = button.dataset.ticked;
        if (!name || !row || button.form.querySelector(`[name=${name}]:checked`)) return;
        const box = row.querySelector(`[name=${name}]`);
        if (box) box.checked = true;
    };

    document.querySelector("main [data-begin] [data-row]")?.classList.add("current");

    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || dialog.open) return;
        if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select")) return;
        const current = document.querySelector("main .current");
        const keyed = `[data-key="${CSS.escape(event.key)}"]`;
        const own = current?.querySelector(keyed)
            ?? [...document.querySelectorAll(`main ${keyed}`)].find((element) => !element.closest("[data-row]"));
        if (own) {
            if (own.matches("input:not([type=checkbox], [type=radio]), textarea, select")) own.focus();
            else { tick(own, current); own.click(); }
        } else if (event.key === "?") show();
        else if (event.key === "j") walk(1);
        else if (event.key === "k") walk(-1);
        else if (event.key === "o" && current) current.querySelector("a")?.click();
        else if (event.key === "g") location.href = "/";
        else return;
        event.preventDefault();
    });
})();
