using System.Collections.Immutable;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Tests.Support;

/// <summary>A search that receives events, and its log.</summary>
internal sealed class SearchRun(SearchSpec spec)
{
    private readonly List<SearchStep> _steps = [];

    public SearchSpec Spec { get; } = spec;

    public SearchState State { get; set; } = SearchCore.Begin(spec);

    public IReadOnlyList<SearchStep> Steps => _steps;

    public ImmutableArray<SearchAction> Tell(SearchEvent happened)
    {
        var (next, actions) = SearchCore.Apply(Spec, State, happened);
        State = next;
        if (!actions.IsEmpty) _steps.Add(new(_steps.Count + 1, happened, actions));
        return actions;
    }

    public ImmutableArray<SearchAction> Offer(string node = "n1") => Tell(new SearchEvent.SlotOffered(node));

    public ImmutableArray<SearchAction> End(int trial, int attempt, AttemptOutcome outcome) =>
        Tell(new SearchEvent.AttemptEnded(trial, attempt, outcome));

    public static SearchRun Prepared(SearchSpec spec)
    {
        var run = new SearchRun(spec);
        run.Tell(new SearchEvent.Prepared());
        return run;
    }
}
