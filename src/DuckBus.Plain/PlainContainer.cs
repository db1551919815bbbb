namespace DuckBus.Plain;

/// <summary>A container as a node without pods shows it.</summary>
/// <param name="Name">Its name, the only one it has.</param>
/// <param name="Running">Whether it runs.</param>
/// <param name="Intruder">Whether somebody else started it, past whoever is in charge of the node.</param>
public sealed record PlainContainer(string Name, bool Running, bool Intruder);
