package io.syncpulse.report;

/** The answers, before the charts that they come from. */
final class KeyFigures {

  private KeyFigures() {}

  static void write(Markup page, CapacityReport report) {
    Utilization.Figures use = report.use();
    SourceTypes.Row all = report.sourceTypes().get(0);
    String n = Shown.count(report.jobsSeen());
    page.open("section", "class", "cards", "aria-label", "Key figures");
    card(
        page,
        "Worker time used",
        Shown.percent(use.used()),
        "%s of %s busy on average, n = %s jobs"
            .formatted(Shown.number(use.runningMean()), Shown.count(use.workers()), n));
    card(
        page,
        "Peak",
        Shown.count(use.runningMax()) + " running",
        "first at %s, n = %s jobs".formatted(Shown.moment(use.runningMaxAt()), n));
    card(
        page,
        "Time with no worker free",
        Shown.percent(use.atLimit()),
        "%s or more running, more than that %s; n = %s jobs"
            .formatted(Shown.count(use.workers()), Shown.percent(use.overLimit()), n));
    card(
        page,
        "Queue time, p95",
        Shown.duration(all.queueP95()),
        "as it was, n = " + Shown.count(all.queueTimes()) + " jobs");
    card(page, "Workers needed", needed(report.whatIf()), neededFor(report.whatIf()));
    card(page, "Growth", GrowthSection.headline(report.growth()), GrowthSection.detail(report));
    page.close();
  }

  private static String needed(WhatIf.Result whatIf) {
    return whatIf.smallest() == null ? "–" : Shown.count(whatIf.smallest());
  }

  private static String neededFor(WhatIf.Result whatIf) {
    if (whatIf.tooLittleData() != null) {
      return whatIf.tooLittleData();
    }
    if (whatIf.targetSeconds() == null) {
      return "give --target-queue-p95 to know";
    }
    String target = "a queue p95 of " + Shown.duration(whatIf.targetSeconds());
    return whatIf.smallest() == null
        ? "no number of workers gives " + target
        : "for %s, n = %s jobs".formatted(target, Shown.count(whatIf.jobs()));
  }

  private static void card(Markup page, String name, String figure, String detail) {
    page.open("div", "class", "card")
        .leaf("h3", name)
        .leaf("p", figure, "class", "figure")
        .leaf("p", detail, "class", "detail")
        .close();
  }
}
