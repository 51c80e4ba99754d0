/// The script of a report: filters, the choice of a campaign's plot, and paper.
///
/// It reads what the page says and writes none of it: no markup is ever made here.
enum HTMLScript {
  static let text = """
    (() => {
      "use strict";
      const all = (selector, root = document) => [...root.querySelectorAll(selector)];
      const byId = (id) => document.getElementById(id);
      for (const control of all(".js")) control.hidden = false;

      // The choice of a campaign's plot.
      const plot = byId("plot");
      const plots = byId("plots");
      const figures = all("figure");
      const showPlot = () => {
        if (!plot) return;
        for (const figure of figures) figure.hidden = figure.dataset.campaign !== plot.value;
        plots.open = plot.value !== "";
        plots.hidden = plot.value === "";
        plots.querySelector("summary").hidden = true;
      };

      // The filters of the changes.
      const form = byId("filters");
      const names = ["campaign", "kind", "action", "q"];
      const groups = all(".group").map((element) => ({
        element,
        campaign: element.dataset.campaign,
        open: element.open,
        changes: all(".change", element).map((change) => ({
          element: change,
          kind: change.dataset.kind,
          action: change.dataset.action,
          text: null,
        })),
      }));
      const total = groups.reduce((sum, group) => sum + group.changes.length, 0);
      const openAtMost = 200;
      const contains = (change, words) => {
        if (words.length === 0) return true;
        change.text ??= change.element.textContent.toLowerCase();
        return words.every((word) => change.text.includes(word));
      };
      const filter = () => {
        if (!form) return;
        const [campaign, kind, action, text] = names.map((name) => form.elements[name].value);
        const words = text.toLowerCase().split(/\\s+/).filter(Boolean);
        const isFiltered = Boolean(campaign || kind || action || words.length);
        let shown = 0;
        for (const group of groups) {
          let visible = 0;
          const isIn = !campaign || group.campaign === campaign;
          for (const change of group.changes) {
            const matches = isIn && (!kind || change.kind === kind)
              && (!action || change.action === action) && contains(change, words);
            if (change.element.hidden === matches) change.element.hidden = !matches;
            if (matches) visible += 1;
          }
          group.element.hidden = visible === 0;
          group.element.open = isFiltered ? shown < openAtMost && visible > 0 : group.open;
          shown += visible;
        }
        const count = (number) => number.toLocaleString("en");
        byId("shown").textContent = isFiltered
          ? `${count(shown)} of ${count(total)} changes` : `${count(total)} changes`;
        byId("none").hidden = shown > 0;
      };

      // What is chosen stands in the address, so that it can be linked to.
      const read = () => {
        const given = new URLSearchParams(location.hash.slice(1));
        if (form && names.some((name) => given.has(name))) {
          for (const name of names) form.elements[name].value = given.get(name) ?? "";
        }
        if (plot && given.has("plot")) plot.value = given.get("plot");
        if (plot && plot.selectedIndex < 0) plot.value = "";
        for (const list of form ? all("select", form) : []) {
          if (list.selectedIndex < 0) list.value = "";
        }
        filter();
        showPlot();
      };
      const remember = () => {
        const chosen = new URLSearchParams();
        for (const name of form ? names : []) {
          if (form.elements[name].value) chosen.set(name, form.elements[name].value);
        }
        if (plot && plot.value) chosen.set("plot", plot.value);
        history.replaceState(null, "", `#${chosen}`);
      };
      let waiting = 0;
      const later = () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => { filter(); remember(); }, 120);
      };
      if (form) {
        form.addEventListener("submit", (event) => event.preventDefault());
        form.addEventListener("change", () => { filter(); remember(); });
        form.addEventListener("input", (event) => { if (event.target.name === "q") later(); });
        form.addEventListener("reset", () => setTimeout(() => { filter(); remember(); }));
      }
      if (plot) plot.addEventListener("change", () => { showPlot(); remember(); });
      addEventListener("hashchange", read);
      read();

      // On paper everything is open.
      let closed = [];
      addEventListener("beforeprint", () => {
        closed = all("details:not([open])");
        for (const details of closed) { details.open = true; details.hidden = false; }
      });
      addEventListener("afterprint", () => {
        for (const details of closed) details.open = false;
        filter();
        showPlot();
      });
    })();
    """
}
