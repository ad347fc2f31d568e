package io.syncpulse.story;

import io.syncpulse.event.Id;
import io.syncpulse.event.JobStatus;
import java.util.List;

/**
 * What happened to one job, and all that the paths could tell of it.
 *
 * @param statuses the statuses that the job went through, in their order; some may come twice
 * @param tellings in the order of the times that they name, by path
 */
public record Story(Id connection, Id job, List<JobStatus> statuses, List<Telling> tellings) {}
